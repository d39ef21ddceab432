"""Measures the script linter: sentences by others who had not seen its rules, swindlers' words, our own."""

import tomllib
from pathlib import Path

from app import speaking
from app.line import read_line
from prompts.languages import TAGS
from prompts.library import Audience, Channel, Prompts
from prompts.linter import lint

SENTENCES = Path(__file__).parent.parent / "tests" / "prompts" / "sentences"
HEAD = (
    "| language | caught | false refusals | swindlers caught | own scripts refused | second set: caught "
    "| caught or flagged | false refusals |\n|---|---|---|---|---|---|---|---|"
)


def refused(text: str, language: str) -> bool:
    """Tell whether the content rules for homes refuse a text."""
    return bool(lint(text, language, Audience.RESIDENT).refused)


def main() -> None:
    """Print one row per language, and below them what went wrong."""
    prompts = speaking.without_settings(read_line(None))
    rows, wrong = [HEAD], []
    for tag in TAGS:
        path = SENTENCES / f"{tag}.toml"
        if not path.is_file():
            continue
        data = tomllib.loads(path.read_text("utf-8"))
        missed = [p for p in data["pair"] if not refused(p["refused"], tag)]
        false = [p for p in data["pair"] if refused(p["passes"], tag)]
        through = {id: text for id, text in data["swindlers"].items() if not refused(text, tag)}
        own = _own(prompts, tag)
        pairs, told = len(data["pair"]), len(data["swindlers"])
        rows.append(
            f"| {tag} | {pairs - len(missed)} of {pairs} | {len(false)} of {pairs} "
            f"| {told - len(through)} of {told} | {own} | {_second(tag)} |"
        )
        wrong += [f"{tag} missed {p['kind']}: {p['refused']}" for p in missed]
        wrong += [
            f"{tag} refused {p['kind']}: {p['passes']}: "
            + ", ".join(f"{f.rule} {f.words!r}" for f in lint(p["passes"], tag, Audience.RESIDENT).refused)
            for p in false
        ]
        wrong += [f"{tag} let through {id}: {text}" for id, text in through.items()]
    print("\n".join([*rows, "", *wrong]))


def _second(tag: str) -> str:
    """Return the figures of the set that was never used to mend the rules."""
    pairs = tomllib.loads((SENTENCES / "second" / f"{tag}.toml").read_text("utf-8"))["pair"]
    judged = [lint(pair["refused"], tag, Audience.RESIDENT) for pair in pairs]
    caught = sum(bool(one.refused) for one in judged)
    seen = sum(bool(one.refused) or any(flag.rule == "unclear" for flag in one.flags) for one in judged)
    false = sum(refused(pair["passes"], tag) for pair in pairs)
    return " | ".join(f"{count} of {len(pairs)}" for count in (caught, seen, false))


def _own(prompts: Prompts, tag: str) -> str:
    if tag not in prompts.languages:
        return "-"
    texts = [
        (prompts.warning(tag, name, channel, audience, None), audience)
        for name in sorted(set(prompts.knowledge.warnings.values()))
        for channel in (Channel.VOICE, Channel.SMS)
        for audience in Audience
    ]
    return f"{sum(bool(lint(text, tag, audience).refused) for text, audience in texts)} of {len(texts)}"


if __name__ == "__main__":
    main()
