"""After the demonstration: the clock runs on, and the telephone and the pages can be used."""

import threading

from rich.console import Console

from app.house import House
from app.worker import TICK_SECONDS, loop, tick
from campaigns.people import Role
from carrier.simulator.realtime import RealTime
from console import operators


def serve_until_stopped(house: House, screen: Console) -> None:
    """Serve until Ctrl-C: everything goes on in real time from where the virtual day stands."""
    house.clock.run()
    stop = threading.Event()
    dispatch = threading.Thread(target=loop, args=(house.workers[0], house.parts.desk, stop), daemon=True)
    traffic = RealTime(house.network)
    upkeep = threading.Thread(target=_keep_up, args=(house, stop), daemon=True)
    traffic.start()
    dispatch.start()
    upkeep.start()
    links = {
        role: operators.add(house.parts.engine, name, role, house.clock.now())
        for name, role in (("you", Role.ADMINISTRATOR), ("colleague", Role.EDITOR))
    }
    screen.print("\n[bold]Try it yourself[/bold] (Ctrl-C ends)")
    screen.print(f"  Telephone in the browser   http://127.0.0.1:{house.carrier.port}/telephone")
    screen.print(f"  Was that call real?        {house.base_url}/check/")
    screen.print(f"  The operators' console     {house.base_url}/enter/{links[Role.ADMINISTRATOR]}")
    screen.print(f"  and for a second person,   {house.base_url}/enter/{links[Role.EDITOR]}")
    screen.print("  in another browser: nobody approves a warning of their own")
    try:
        stop.wait()
    except KeyboardInterrupt:
        screen.print("\nEnding.")
    finally:
        stop.set()
        dispatch.join()
        upkeep.join()
        traffic.stop()


def _keep_up(house: House, stop: threading.Event) -> None:
    """Do what a worker does now and then: close what is over, and have the carrier erase its records."""
    while not stop.wait(TICK_SECONDS):
        tick(house.parts)
