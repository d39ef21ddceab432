"""One thing known, as a record: a claim, a rule, a piece of law, a contact, a procedure, a document."""

from dataclasses import dataclass
from datetime import date

NEVER = "never"
SHOWN = "shown"
ABROAD = "abroad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something an authority published.

    `published` is the day that it carries, ISO, or "undated"; `checked_on` the day on which what we say was
    last compared with it.
    """

    id: str
    publisher: str
    what: str
    published: str
    checked_on: date
    url: str | None = None
    version: str | None = None
    own_knowledge: bool = False
    """No authority published it; whoever approves words that rest on it is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing known, with the document that says it, the place in it, and the day that it carries."""

    id: str
    summary: str
    document: str
    place: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entry):
    """What swindlers say; its id without `C-`, or `short`, names a warning."""

    channel: tuple[str, ...]
    impersonates: tuple[str, ...]
    audience: tuple[str, ...]
    demands: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    short: str | None = None

    @property
    def warning(self) -> str:
        """The full id of the warning against this claim."""
        return self.id.removeprefix("C-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Entry):
    """What a warning advises where there is no swindler to name; its id without `A-` names the warning."""

    rules: tuple[str, ...]
    contacts: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """The id of the warning that gives this advice."""
        return self.id.removeprefix("A-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """What an organisation never does, always does, advises or states."""

    kind: str
    organisation: str
    topic: str
    notes: tuple[str, ...] = ()

    @property
    def never(self) -> bool:
        """Tell whether this is one of the rules that can make a verdict certain."""
        return self.kind == NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Law(Entry):
    """What the Act says, in the version held; spoken only once somebody has confirmed it as in force."""

    theme: str
    version: str
    cautions: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A printed national number; kinds stand at the head of contacts.toml."""

    number: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entry):
    """An office: its numbers, hours if published, addresses. Without `checked_on` nobody has tried it."""

    kind: str
    numbers: tuple[Number, ...] = ()
    hours: str | None = None
    address: str | None = None
    urls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Entry):
    """How something is really done at an office."""

    urls: tuple[str, ...] = ()
