"""Which menus of the drawn tree are open: told by the page's address, as nothing is kept of who looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.hotline.branches import Branch

NONE = ""
"""Stands in the address where no menu is open."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The menus that are open, and those that there are."""

    opened: frozenset[str]
    menus: tuple[str, ...]

    @classmethod
    def of(cls, tree: Sequence[Branch], asked: Sequence[str] | None) -> "Opening":
        """Read what is asked for; where nothing is, the first menu that is the busiest is open."""
        menus = tuple(dict.fromkeys(_menus(tree)))
        if asked is not None:
            return cls(frozenset(asked) & frozenset(menus), menus)
        busiest = max((one for one in tree if one.branches), key=lambda one: one.count)
        return cls(frozenset({busiest.id}), menus)

    @property
    def address(self) -> list[str]:
        """Return how the address names what is open."""
        return sorted(self.opened) or [NONE]

    @property
    def everything(self) -> bool:
        """Tell whether all menus are open."""
        return len(self.opened) == len(self.menus)

    def turned(self, menu: str) -> list[str]:
        """Return how the address names what is open when a menu is opened, or shut."""
        return sorted(self.opened ^ {menu}) or [NONE]


def _menus(tree: Sequence[Branch]) -> Iterator[str]:
    for one in tree:
        if one.branches:
            yield one.id
            yield from _menus(one.branches)
