"""After the demonstration: the clock runs on, and the telephone and the pages can be used."""

import threading

from rich.console import Console

from app.house import House
from app.worker import loop
from campaigns.people import Role
from carrier.simulator.realtime import RealTime
from console import operators


def serve_until_stopped(house: House, screen: Console) -> None:
    """Serve until Ctrl-C: everything goes on in real time from where the virtual day stands."""
    house.clock.run()
    stop = threading.Event()
    dispatch = threading.Thread(target=loop, args=(house.workers[0], house.parts.desk, stop), daemon=True)
    traffic = RealTime(house.network)
    traffic.start()
    dispatch.start()
    link = operators.add(house.parts.engine, "you", Role.ADMINISTRATOR, house.clock.now())
    screen.print("\n[bold]Try it yourself[/bold] (Ctrl-C ends)")
    screen.print(f"  Telephone in the browser   http://127.0.0.1:{house.carrier.port}/telephone")
    screen.print(f"  Was that call real?        {house.base_url}/check/")
    screen.print(f"  The operators' console     {house.base_url}/enter/{link}")
    try:
        stop.wait()
    except KeyboardInterrupt:
        screen.print("\nEnding.")
    finally:
        stop.set()
        dispatch.join()
        traffic.stop()
