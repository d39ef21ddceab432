"""What a check of a campaign found, in lines and for other programs."""

from dataclasses import asdict, dataclass, field
from typing import Any

from campaigns.arithmetic import Estimate
from campaigns.audience import Inspection
from campaigns.counted import counted
from campaigns.estimate_words import sentence
from campaigns.kind_words import said
from prompts.linter import Finding

Where = tuple[str, Finding]


@dataclass(slots=True)
class Findings:
    """What was found. `faults` end with exit code 2, refused words with 1."""

    faults: list[str] = field(default_factory=list)
    refused: list[Where] = field(default_factory=list)
    missing: list[Where] = field(default_factory=list)
    flags: list[Where] = field(default_factory=list)
    inspection: Inspection | None = None
    bad_rows: list[str] = field(default_factory=list)
    arithmetic: Estimate | None = None
    lengths: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Which kinds of line are rung and texted, where that is not the same for all."""
    rests_on: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """Return 2 for input that is wrong, 1 for words that may not go out, else 0."""
        return 2 if self.faults or self.bad_rows else 1 if self.refused or self.missing else 0

    @property
    def unfit(self) -> frozenset[str]:
        """Return the languages whose words may not go out."""
        return frozenset(where for where, _ in (*self.refused, *self.missing))

    def must_stop(self, *, skip_bad: bool) -> bool:
        """Tell whether nothing may be created from this."""
        return bool(self.faults or self.refused or self.missing or (self.bad_rows and not skip_bad))

    def as_text(self) -> str:
        """Say it in lines, what stops it first."""
        lines = [*self.faults, *self.bad_rows]
        for title, found in (("refused", self.refused), ("missing", self.missing), ("look at", self.flags)):
            lines += [
                f"{title}: {where}: {f.rule}: {f.words + ': ' if f.words else ''}{f.why}"
                for where, f in found
            ]
        lines += self.lengths
        if self.inspection:
            lines.append(_audience(self.inspection))
        lines += self.lines
        if self.arithmetic:
            lines.append(sentence(self.arithmetic))
            lines += [f"  {line}" for line in self.rests_on]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return it for other programs."""

        def listed(found: list[Where]) -> list[dict[str, str]]:
            return [{"where": w, "rule": f.rule, "words": f.words, "why": f.why} for w, f in found]

        return {
            "faults": [*self.faults, *self.bad_rows],
            "refused": listed(self.refused),
            "missing": listed(self.missing),
            "flags": listed(self.flags),
            "good": self.inspection.good if self.inspection else 0,
            "bad": self.inspection.bad_count if self.inspection else 0,
            "kinds": dict(self.inspection.kinds) if self.inspection else {},
            "lines": self.lines,
            "arithmetic": sentence(self.arithmetic) if self.arithmetic else None,
            "estimate": _figures(self.arithmetic) if self.arithmetic else None,
        }


def _figures(estimate: Estimate) -> dict[str, Any]:
    plain = asdict(estimate)
    return {
        name: value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value
        for name, value in plain.items()
    }


def _audience(inspection: Inspection) -> str:
    kinds = said(inspection.kinds)
    left = f"; {counted(inspection.bad_count, 'bad row')}" if inspection.bad_count else ""
    twice = f"; {inspection.duplicates:,} stand twice and count once" if inspection.duplicates else ""
    return f"{counted(inspection.good, 'recipient')} ({kinds}){left}{twice}"
