"""Local knowledge: folders with claims, rules, contacts, leaves and words, joined to what is built in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prompts import tables
from prompts.faults import Fault, PromptsInvalid

SHIPPED = tables.HERE / "packs"
CHECKERS = 2
"""So many persons check a pack before it speaks on a live line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One folder of local knowledge.

    `source` says where it comes from; `own_knowledge` marks what no authority has published, and then every
    answer from it says so.
    """

    name: str
    folder: Path
    title: str
    source: str
    date: date
    own_knowledge: bool = False

    @property
    def subject(self) -> str:
        """The name under which checks of this pack are kept."""
        return f"pack:{self.name}"

    def digest(self) -> str:
        """Return what stands for every byte of the folder; any edit changes it."""
        whole = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.toml")):
            whole.update(
                path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
            )
        return whole.hexdigest()

    def tables(self, file: str) -> dict[str, Any]:
        """Return the tables of one of its files; none where it has no such file."""
        path = self.folder / file
        return tables.read(path) if path.is_file() else {}

    def words(self, tag: str) -> dict[str, Any]:
        """Return what it says in a language: tree, warnings, names, documents."""
        return self.tables(f"languages/{tag}.toml")


def read(folder: Path) -> Pack:
    """Read a pack's own facts; raises PromptsInvalid."""
    where = folder / "pack.toml"
    facts = tables.read(where)
    return tables.record(Pack, where, folder.name, {**facts, "name": folder.name, "folder": folder})


def joined(own: Mapping[str, Any], packs: tuple[Pack, ...], file: str) -> dict[str, Any]:
    """Return a file's built-in tables and those of the packs; raises PromptsInvalid where an id is taken."""
    whole = dict(own)
    for pack in packs:
        more = pack.tables(file)
        taken = [
            Fault(tables.shown(pack.folder / file), id, "is taken", "choose another id")
            for id in more.keys() & whole.keys()
        ]
        if taken:
            raise PromptsInvalid(taken)
        whole |= more
    return whole


def with_leaves(tree: Mapping[str, Any], packs: tuple[Pack, ...], choices: int) -> dict[str, Any]:
    """Return the tree's tables with those of the packs, each leaf offered last in its `menu`."""
    whole = joined(tree, packs, "tree.toml")
    for pack in packs:
        for id in pack.tables("tree.toml"):
            table = {**whole[id], "pack": pack.name, "own_knowledge": pack.own_knowledge}
            menu = table.pop("menu", None)
            whole[id] = table
            if menu is not None:
                whole[menu] = _offering(whole.get(menu), id, choices, pack)
    return whole


def _offering(menu: Mapping[str, Any] | None, id: str, choices: int, pack: Pack) -> dict[str, Any]:
    if menu is None or "pages" not in menu:
        where = tables.shown(pack.folder / "tree.toml")
        raise PromptsInvalid([Fault(where, id, "names no menu of the tree", "take the id of one as `menu`")])
    pages = [list(page) for page in menu["pages"]]
    if len(pages[-1]) < choices:
        pages[-1].append(id)
    else:
        pages.append([id])
    return {**menu, "pages": pages}
