"""The tree as one line offers it: without what its policy does not allow, with its own areas."""

from collections.abc import Iterator
from dataclasses import replace

from prompts import ourselves
from prompts.promises import Promises, ResidentVoice
from prompts.tree import Need, Node, Order, Tree, Verdict

DO_NOT_CALL = "do-not-call"
AREAS_A_PAGE = 5
_EVERYWHERE = "register-everywhere"
_MONTHS = {"register-month": 1, "register-half-year": 6, "register-year": 12}
_WAYS = {"register-voice": "voice", "register-sms": "sms"}


def offered(tree: Tree, promises: Promises) -> Tree:
    """Fit the tree to what this line does: its policy, whether homes are called, its areas."""
    kept = _fitted(tree, frozenset(_dropped(tree, promises)))
    if promises.registration and promises.do_not_call_by_hotline:
        kept = _with_orders(kept, promises)
    if promises.resident_voice is ResidentVoice.OFF:
        not_us = [id for id in ourselves.NOT_US_WITHOUT_CALLS_TO_HOMES if id in kept]
        kept |= {id: replace(kept[id], verdict=Verdict.OWN_RULE) for id in not_us}
    return kept


def _dropped(tree: Tree, promises: Promises) -> Iterator[str]:
    has_calls = promises.resident_voice is not ResidentVoice.OFF
    allowed = {
        Need.OWN_CALL_LOOKUP: promises.own_call_lookup and has_calls,
        Need.REGISTRATION: promises.registration and promises.do_not_call_by_hotline,
    }
    yield from (id for id, node in tree.items() if node.needs and not allowed[node.needs])
    if not has_calls:
        yield "register-voice"
    if not promises.do_not_call_by_hotline:
        yield from (DO_NOT_CALL, *(id for page in tree[DO_NOT_CALL].pages for id in page))


def _fitted(tree: Tree, dropped: frozenset[str]) -> dict[str, Node]:
    """Leave nodes out, and put those that stand instead of others in their places."""
    kept = {id: node for id, node in tree.items() if id not in dropped}
    instead = {node.instead_of: id for id, node in kept.items() if node.instead_of}
    for id in instead:
        kept.pop(id or "", None)
    for id, node in kept.items():
        pages = (tuple(instead.get(one, one) for one in page) for page in node.pages)
        pages_kept = tuple(page for page in (tuple(one for one in p if one in kept) for p in pages) if page)
        kept[id] = replace(node, pages=pages_kept)
    parents = {one: id for id, node in kept.items() for page in node.pages for one in page}
    return {
        id: node if node.parent is None or node.parent in kept else replace(node, parent=parents[id])
        for id, node in kept.items()
    }


def _with_orders(tree: dict[str, Node], promises: Promises) -> dict[str, Node]:
    """Put the line's areas, and under each the times, where registration offers everything at once."""
    whole = {id: node for id, node in tree.items() if id != _EVERYWHERE and id not in _MONTHS}
    for way, channel in _WAYS.items():
        if way not in whole:
            continue
        below: list[str] = []
        for number, area in enumerate(promises.areas or (None,), start=1):
            menu, *leaves = _area(tree, way, channel, number, area)
            whole |= {node.id: node for node in (menu, *leaves)}
            below.append(menu.id)
        pages = (below[first : first + AREAS_A_PAGE] for first in range(0, len(below), AREAS_A_PAGE))
        whole[way] = replace(whole[way], pages=tuple(tuple(page) for page in pages))
    return whole


def _area(tree: Tree, way: str, channel: str, number: int, area: str | None) -> Iterator[Node]:
    id = f"{way}-{number}"
    times = {time: f"{id}-{months}" for time, months in _MONTHS.items()}
    menu = replace(tree[_EVERYWHERE], id=id, parent=way, like=(_EVERYWHERE,), area=area)
    yield replace(menu, pages=(tuple(times.values()),))
    for time, leaf in times.items():
        order = Order(channel, area, _MONTHS[time])
        yield replace(tree[time], id=leaf, parent=id, like=(time, *tree[time].like), order=order)
