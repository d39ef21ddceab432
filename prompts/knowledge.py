"""What the authorities say, in our own words: claims, rules, law, contacts, procedures, documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from prompts import pack, tables
from prompts.entries import Advice, Claim, Contact, Document, Entry, Law, Number, Procedure, Rule
from prompts.faults import Fault, PromptsInvalid, UnknownSentence
from prompts.pack import Pack


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All entries by id, and the names of warnings."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    advice: Mapping[str, Advice]
    rules: Mapping[str, Rule]
    law: Mapping[str, Law]
    contacts: Mapping[str, Contact]
    procedures: Mapping[str, Procedure]
    warnings: Mapping[str, str]
    """Every name of a warning, full or short, to the full one."""

    def is_own_knowledge(self, warning: str) -> bool:
        """Tell whether a warning rests on what no authority has published; raises UnknownSentence."""
        full = self.warning(warning)
        claims = (claim for claim in self.claims.values() if claim.warning == full)
        return any(self.documents[claim.document].own_knowledge for claim in claims)

    def warning(self, name: str) -> str:
        """Return the full id of a warning; raises UnknownSentence."""
        found = self.warnings.get(name)
        if found is None:
            raise UnknownSentence(f"no warning {name[:60]!r}; `yobikake prompts list` names them")
        return found


E_ = TypeVar("E_", bound=Entry)


def load(folder: Path = tables.HERE / "knowledge", packs: tuple[Pack, ...] = ()) -> Knowledge:
    """Read the knowledge base and that of the packs; raises PromptsInvalid."""

    def raw(name: str) -> dict[str, Any]:
        return pack.joined(tables.read(folder / name), packs, name)

    where = folder / "documents.toml"
    documents = {
        id: tables.record(Document, where, id, {"id": id, **t}) for id, t in raw("documents.toml").items()
    }

    def entries(kind: type[E_], name: str, change: Callable[[Any], None] = lambda _: None) -> dict[str, E_]:
        return _entries(kind, folder / name, raw(name), documents, change)

    claims, advice = entries(Claim, "claims.toml"), entries(Advice, "advice.toml")
    return Knowledge(
        documents=documents,
        claims=claims,
        advice=advice,
        rules=entries(Rule, "rules.toml"),
        law=entries(Law, "law.toml", lambda table: _as_law(table, documents)),
        contacts=entries(Contact, "contacts.toml", _as_contact),
        procedures=entries(Procedure, "procedures.toml"),
        warnings=_names(claims, advice, folder / "claims.toml"),
    )


def _entries(
    kind: type[E_],
    where: Path,
    raw: Mapping[str, Any],
    documents: Mapping[str, Document],
    change: Callable[[Any], None],
) -> dict[str, E_]:
    found = {}
    for id, table in raw.items():
        document = documents.get(table.get("document", ""))
        if document is None:
            fault = Fault(tables.shown(where), id, "names no known document", "take one of documents.toml")
            raise PromptsInvalid([fault])
        change(table)
        found[id] = tables.record(kind, where, id, {"id": id, "published": document.published, **table})
    return found


def _as_law(table: dict[str, Any], documents: Mapping[str, Document]) -> None:
    table["place"] = table.pop("article", None)
    table["version"] = documents[table["document"]].version or ""


def _as_contact(table: dict[str, Any]) -> None:
    table["numbers"] = [Number(one["number"], one["kind"]) for one in table.get("numbers", [])]


def _names(claims: Mapping[str, Claim], advice: Mapping[str, Advice], where: Path) -> dict[str, str]:
    names = {one.warning: one.warning for one in claims.values()}
    names |= {one.warning: one.warning for one in advice.values()}
    for claim in claims.values():
        if claim.short is None:
            continue
        if claim.short in names:
            fault = Fault(tables.shown(where), claim.id, f"{claim.short!r} is taken", "choose another name")
            raise PromptsInvalid([fault])
        names[claim.short] = claim.warning
    return names
