"""What stands in the form of an alert, as it was typed; nothing of it is judged here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Request

from console.typed import kept_as

NOBODY, FILE, LIST = "nobody", "file", "list:"
"""Which homes: none, those of a file, those of a list by name."""
LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Typed:
    """The form. `proposed` are the homes that we chose; who left them so leaves the choice to us.

    `words` holds what stands in the field of each language, made for the claim `worded`.
    """

    claim: str = ""
    area: str = ""
    homes: str = ""
    proposed: str = ""
    source: str = ""
    when: str = "now"
    starts: str = ""
    ends: str = ""
    skip_bad: bool = False
    again: bool = False
    worded: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def listed(self) -> str | None:
        """Return the name of the list that was chosen."""
        return self.homes.removeprefix(LIST) if self.homes.startswith(LIST) else None

    def shown(self) -> "Typed":
        """Return the form as it may stand on the page again: without what may be a telephone number."""
        starts, ends = kept_as("starts", self.starts), kept_as("ends", self.ends)
        return replace(self, area=kept_as("area", self.area), starts=starts, ends=ends)


def from_address(request: Request) -> Typed:
    """Return the form as a link from another page fills it in."""
    return Typed(claim=request.args.get("claim", "")[:80], area=request.args.get("area", "")[:80])


def from_form(request: Request) -> Typed:
    """Return the form that was sent: of an area typed and one pressed, the pressed one is the later wish."""
    form = request.form
    words = {
        name.removeprefix("words-"): " ".join(text.split())[:LONGEST]
        for name, text in form.items()
        if name.startswith("words-") and text.strip() and name != f"words-{form.get('back')}"
    }
    return Typed(
        claim=form.get("claim", ""),
        area=form.get("take") or form.get("area", "").strip() or form.get("tile", ""),
        homes=form.get("homes", ""),
        proposed=form.get("proposed", ""),
        source=form.get("source", ""),
        when="later" if form.get("when") == "later" else "now",
        starts=form.get("starts", ""),
        ends=form.get("ends", ""),
        skip_bad="skip" in form,
        again="again" in form,
        worded=form.get("worded", ""),
        words=words,
    )
