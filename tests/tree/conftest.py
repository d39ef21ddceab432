"""A small tree that fits on a page, and the real one."""

import pytest

from prompts import policy, structure
from prompts.promises import Promises
from prompts.tree import Effect, Node, Verdict
from tree.guide import Guide


def leaf(id, parent, **about):
    return Node(id, parent, verdict=Verdict.UNKNOWN, **about)


SMALL = {
    node.id: node
    for node in (
        Node("root", None, pages=(("1", "now", "calls"), ("2",))),
        Node("1", "root", pages=(("1-1", "1-2"), ("1-3",))),
        leaf("1-1", "1", contacts=("K-police-9110",)),
        leaf("1-2", "1"),
        leaf("1-3", "1"),
        leaf("2", "root"),
        leaf("now", "root", effect=Effect.NOW),
        Node("calls", "root", pages=(("stop",),)),
        leaf("stop", "calls", effect=Effect.STOP_CALLS),
    )
}


@pytest.fixture
def guide():
    return Guide(SMALL, ("ja", "en"))


def line(**decided):
    """A line that does what it has decided, and has two areas."""
    areas = {"Asahi": {"ja": "旭区"}, "Midori": {"ja": "緑区"}}
    return Promises({}, {}, "045-000-0110", "045-000-0100", areas=areas, **decided)


@pytest.fixture(scope="session", params=[False, True], ids=["nothing more", "all policies on"])
def whole(request):
    on = request.param
    promises = line(own_call_lookup=on, registration=on, transfer=on)
    return Guide(policy.offered(structure.load(), promises), ("ja", "en"), sample=True, transfer=on)
