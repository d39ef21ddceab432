"""Lists of the REST API: filters and pages."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from carrier.simulator.refusals import ApiError

MOST, USUAL = 1000, 50
_DAY = timedelta(days=1)


class Listed(Protocol):
    """What stands in a list."""

    serial: int


L = TypeVar("L", bound=Listed)
Exact = Mapping[str, Callable[[L], str]]
Times = Mapping[str, Callable[[L], datetime | None]]


def page(
    records: Iterable[L],
    args: MultiDict[str, str],
    path: str,
    key: str,
    how: tuple[Callable[[L], dict[str, Any]], Exact[L], Times[L]],
) -> dict[str, Any]:
    """Return one page, the newest first. A page token holds although records are erased between two pages."""
    show, exact, times = how
    tests = [*_exact(args, exact), *_times(args, times)]
    size = min(_whole(args, "PageSize", USUAL) or USUAL, MOST)
    number = _whole(args, "Page", 0)
    below = _token(args)
    found: list[L] = []
    for record in records:
        if (below is None or record.serial < below) and all(test(record) for test in tests):
            found.append(record)
            if len(found) > size:
                break
    more = len(found) > size
    following = {"Page": str(number + 1), "PageToken": f"PA{found[size - 1].serial}"} if more else None
    return {
        "first_page_uri": _uri(path, args, size, {"Page": "0"}),
        "next_page_uri": _uri(path, args, size, following) if following else None,
        "previous_page_uri": None,
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + min(len(found), size),
        "uri": _uri(path, args, size, {"Page": str(number)}),
        key: [show(record) for record in found[:size]],
    }


def _same(value_of: Callable[[L], str], wanted: str) -> Callable[[L], bool]:
    return lambda record: value_of(record) == wanted


def _exact(args: MultiDict[str, str], exact: Exact[L]) -> Iterable[Callable[[L], bool]]:
    for name, value_of in exact.items():
        wanted = args.get(name)
        if wanted:
            yield _same(value_of, wanted)


def _times(args: MultiDict[str, str], times: Times[L]) -> Iterable[Callable[[L], bool]]:
    """Yield tests by time; a record without the time (a queued call has no StartTime) passes none of them."""
    for name, value_of in times.items():
        for suffix in ("", "<", ">"):
            text = args.get(name + suffix)
            if text:
                yield _between(value_of, *_range(text, suffix))


def _between(
    value_of: Callable[[L], datetime | None], first: datetime | None, last: datetime | None
) -> Callable[[L], bool]:
    return lambda record: _within(value_of(record), first, last)


def _within(instant: datetime | None, first: datetime | None, last: datetime | None) -> bool:
    if instant is None:
        return False
    # Resources show whole seconds, so that is what is compared.
    instant = instant.replace(microsecond=0)
    return (first is None or instant >= first) and (last is None or instant <= last)


def _range(text: str, suffix: str) -> tuple[datetime | None, datetime | None]:
    """Read a day or an instant, in UTC; both ends count as within."""
    try:
        first = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise ApiError(400, 20001) from None
    first = first.replace(tzinfo=UTC) if first.tzinfo is None else first.astimezone(UTC)
    last = first + _DAY - timedelta(seconds=1) if len(text) == len("2026-11-24") else first
    if suffix == "<":
        return None, last
    return (first, None) if suffix == ">" else (first, last)


def _whole(args: MultiDict[str, str], name: str, default: int) -> int:
    text = args.get(name, "")
    if not text:
        return default
    if not text.isdecimal():
        raise ApiError(400, 20001)
    return int(text)


def _token(args: MultiDict[str, str]) -> int | None:
    token = args.get("PageToken", "")
    if not token:
        return None
    if not token[2:].isdecimal():
        raise ApiError(400, 20001)
    return int(token[2:])


def _uri(path: str, args: MultiDict[str, str], size: int, place: Mapping[str, str]) -> str:
    kept = [(name, value) for name, value in args.items(multi=True) if not name.startswith("Page")]
    return f"{path}?{urlencode([*kept, ('PageSize', size), *place.items()])}"
