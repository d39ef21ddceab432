"""A small tree that fits on a page, and the real one."""

import pytest

from prompts import structure
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


@pytest.fixture(scope="session")
def whole():
    return Guide(structure.load(), ("ja", "en"), sample=True)
