"""How sentences, their groups and their recordings are called on a page."""

from dataclasses import dataclass
from datetime import date, datetime

from console.scripts import rows
from console.shown import Shown
from prompts.audio.entry import RECORDED, WITHDRAWN, Entry
from prompts.library import Channel
from prompts.linter import Finding
from prompts.tree import ROOT


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a group of sentences."""

    id: str
    address: str
    says: str


_ON_PAPER = ("web", "sms")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the page for what this room shows."""

    shown: Shown

    def group(self, id: str) -> str:
        """Return the name of a group of sentences."""
        kind, _, node = id.partition("-")
        if kind != rows.TREE or node == ROOT:
            return self.shown.say(f"scripts.group-{node or kind}")
        return self.shown.leaf(node)

    def kind(self, kind: str, about: str) -> str:
        """Return what kind of sentence one is, and of what: `Verdict: the deposit`."""
        if not kind:
            return ""
        base, _, way = kind.partition("_")
        name = self.shown.say(f"scripts.kind-{base}")
        if way in _ON_PAPER:
            name = self.shown.say("scripts.kind-of", kind=name, way=self.shown.channel(way))
        if not about or about == ROOT:
            return name
        return self.shown.say("scripts.kind-about", kind=name, about=self.about(kind, about))

    def about(self, kind: str, about: str) -> str:
        """Return what a sentence is about: a node of the tree, or a warning."""
        if kind in {"title", "heard", "voice", "sms", rows.WARNINGS}:
            return self.shown.claim(about)
        return self.shown.leaf(about)

    def finding(self, found: Finding) -> str:
        """Return what the linter found, and why it matters."""
        known = f"alert.why.{found.rule}"
        why = self.shown.say(known if known in self.shown.say.sentences else "alert.why.other")
        return self.shown.say("scripts.lint", words=found.words, why=why) if found.words else why

    def day(self, day: date) -> str:
        """Return a day as it is written."""
        return self.shown.prompts.day(self.shown.tongue, day, Channel.WEB)

    def moment(self, entry: Entry) -> datetime:
        """Return when a recording was kept."""
        return datetime.fromisoformat(entry.at)

    def tongue(self, tag: str) -> str:
        """Return a language's name in the language of the page."""
        return self.shown.say(f"tongue.{tag}")

    def source(self, entry: Entry) -> str:
        """Return who or what made a recording."""
        if entry.source == WITHDRAWN:
            return self.shown.say("scripts.source-withdrawn", name=entry.by)
        if entry.source == RECORDED:
            return self.shown.say("scripts.source-recorded", name=entry.by)
        return self.shown.say("scripts.source-engine", engine=entry.source, name=entry.by)
