"""What the authorities say, in our own words: claims, rules, law, contacts, procedures, documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from prompts import tables
from prompts.entries import Claim, Contact, Document, Entry, Law, Number, Procedure, Rule
from prompts.faults import Fault, PromptsInvalid, UnknownSentence


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All entries by id, and the names of warnings."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    rules: Mapping[str, Rule]
    law: Mapping[str, Law]
    contacts: Mapping[str, Contact]
    procedures: Mapping[str, Procedure]
    warnings: Mapping[str, str]
    """Every name of a warning, full or short, to the full one."""

    def warning(self, name: str) -> str:
        """Return the full id of a warning; raises UnknownSentence."""
        found = self.warnings.get(name)
        if found is None:
            raise UnknownSentence(f"no warning {name[:60]!r}; `yobikake prompts list` names them")
        return found


E_ = TypeVar("E_", bound=Entry)


def load(folder: Path = tables.HERE / "knowledge") -> Knowledge:
    """Read the knowledge base; raises PromptsInvalid."""
    where = folder / "documents.toml"
    documents = {
        id: tables.record(Document, where, id, {"id": id, **t}) for id, t in tables.read(where).items()
    }

    def entries(kind: type[E_], name: str, change: Callable[[Any], None] = lambda _: None) -> dict[str, E_]:
        return _entries(kind, folder / name, documents, change)

    claims = entries(Claim, "claims.toml")
    return Knowledge(
        documents=documents,
        claims=claims,
        rules=entries(Rule, "rules.toml"),
        law=entries(Law, "law.toml", lambda table: _as_law(table, documents)),
        contacts=entries(Contact, "contacts.toml", _as_contact),
        procedures=entries(Procedure, "procedures.toml"),
        warnings=_names(claims, folder / "claims.toml"),
    )


def _entries(
    kind: type[E_], where: Path, documents: Mapping[str, Document], change: Callable[[Any], None]
) -> dict[str, E_]:
    found = {}
    for id, table in tables.read(where).items():
        document = documents.get(table.get("document", ""))
        if document is None:
            fault = Fault(tables.shown(where), id, "names no known document", "take one of documents.toml")
            raise PromptsInvalid([fault])
        change(table)
        found[id] = tables.record(kind, where, id, {"id": id, "date": document.date, **table})
    return found


def _as_law(table: dict[str, Any], documents: Mapping[str, Document]) -> None:
    table["place"] = table.pop("article", None)
    table["version"] = documents[table["document"]].version or ""


def _as_contact(table: dict[str, Any]) -> None:
    table["numbers"] = [Number(one["number"], one["kind"]) for one in table.get("numbers", [])]


def _names(claims: Mapping[str, Claim], where: Path) -> dict[str, str]:
    names = {claim.warning: claim.warning for claim in claims.values()}
    for claim in claims.values():
        if claim.short is None:
            continue
        if claim.short in names:
            fault = Fault(tables.shown(where), claim.id, f"{claim.short!r} is taken", "choose another name")
            raise PromptsInvalid([fault])
        names[claim.short] = claim.warning
    return names
