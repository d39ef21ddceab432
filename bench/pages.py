"""How long each page of the console takes on a demonstration's data: `python -m bench pages`."""

import re
import statistics
import tempfile
import time
from pathlib import Path

import requests
from rich.console import Console
from sqlalchemy.orm import Session

from app.demonstration import APPROVER, EDITOR, MORNING, _prepare
from app.furnishing import furnish
from app.house import TICK, Circumstances, House
from app.samples import make
from campaigns.people import Role
from carrier.access import Access, access_of
from console import operators
from console.models import Operator
from console.passwords import hashed

GOAL = 0.2
"""Seconds."""
TIMES, RECIPIENTS = 9, 600
PASSWORD = "correct horse battery"
PLACES = {"language": "ja", "node": "1-1-2", "warning": "isa-bail"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, House(Path(folder), MORNING, Circumstances()) as house:
        quiet = Console(quiet=True)
        furnish(house, 1, RECIPIENTS // 20, EDITOR, APPROVER)
        ids = [_prepare(house, sample, quiet) for sample in make(Path(folder), 1, RECIPIENTS)]
        until = house.clock.now() + 60 * TICK
        while house.clock.now() < until:
            house.drive(lambda: False, until=house.clock.now() + TICK)
        browser = _signed_in(house)
        slow = [_measured(browser, house, path) for path in _pages(house, ids[0])]
        print(f"{sum(slow)} of {len(slow)} above {GOAL * 1000:.0f} ms")


def _signed_in(house: House) -> requests.Session:
    operators.add(house.parts.engine, "mori", Role.ADMINISTRATOR, house.clock.now())
    with Session(house.parts.engine) as session, session.begin():
        session.get_one(Operator, "mori").password = hashed(PASSWORD)
    browser = requests.Session()
    door = f"{house.base_url}/sign-in"
    token = re.search(r'name="token" value="([^"]+)"', browser.get(door).text)
    assert token
    answer = browser.post(door, data={"token": token[1], "name": "mori", "password": PASSWORD})
    assert answer.ok, answer.status_code
    return browser


def _pages(house: House, campaign: str) -> list[str]:
    found = []
    for rule in house._app.url_map.iter_rules():
        room = house._app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if access_of(room) == Access.OPERATOR and "GET" in rule.methods:
            path = re.sub(r"<any\(([^,)]*)[^>]*>", lambda choice: choice[1].strip("'\""), str(rule))
            for name, value in {**PLACES, "id": campaign}.items():
                path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
            found += [path] if "<" not in path else []
    return sorted(found)


def _measured(browser: requests.Session, house: House, path: str) -> bool:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = browser.get(f"{house.base_url}{path}")
        took.append(time.perf_counter() - began)
    middle = statistics.median(took)
    print(
        f"{middle * 1000:7.0f} ms  most {max(took) * 1000:5.0f} ms  {len(answer.content) / 1000:6.0f} kB  "
        f"{answer.status_code}  {path.replace(house.base_url, '')}"
    )
    return middle > GOAL


if __name__ == "__main__":
    main()
