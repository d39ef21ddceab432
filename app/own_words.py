"""Our own words under our own rules: what is incomplete, what may not be said, what nobody has reviewed."""

from datetime import date
from typing import Any

from prompts import survey
from prompts.ageing import grown_old
from prompts.library import Audience, Channel, Prompts
from prompts.linter import lint
from prompts.pack import Pack
from prompts.standing import Standing


def own_words(
    prompts: Prompts, packs: tuple[Pack, ...], today: date, language: str | None = None
) -> dict[str, list[dict[str, str]]]:
    """Return `refused`, `missing` and `flags` over all languages that have a folder, or over one."""
    found: dict[str, list[dict[str, str]]] = {"refused": [], "missing": [], "flags": []}
    everything = survey.survey(survey.LANGUAGES, packs)
    for fault in everything.faults:
        found["refused"].append(_item("knowledge", str(fault), "the knowledge base has to hold together"))
    for fault in grown_old(everything.knowledge, today):
        found["flags"].append(_item("checked_on", str(fault), "offices move and rules change"))
    for tag, state in everything.languages.items():
        if language not in {None, tag}:
            continue
        found["missing"] += [
            _item("complete", str(fault), f"{tag} is not offered without it") for fault in state.missing
        ]
        found["refused"] += [
            _item("words", str(fault), f"{tag} is not offered with it") for fault in state.faults
        ]
        if tag in prompts.languages:
            _judge(found, prompts, tag)
    return found


def _judge(found: dict[str, list[dict[str, str]]], prompts: Prompts, tag: str) -> None:
    if prompts.standings[tag] is not Standing.REVIEWED:
        found["flags"].append(_item("review", tag, "machine-drafted: no native speaker has checked it"))
    speakers = [prompts.promises.organisation[tag]]
    for warning in sorted(set(prompts.knowledge.warnings.values())):
        for audience in Audience:
            for channel in (Channel.VOICE, Channel.SMS):
                text = prompts.warning(tag, warning, channel, audience, None)
                where = f"{tag}, {warning}, {channel}, {audience}"
                judged = lint(text, tag, audience, speakers)
                found["refused"] += [_item(f.rule, f"{where}: {f.words}", f.why) for f in judged.refused]
                found["missing"] += [_item(f.rule, where, f.why) for f in judged.missing]


def _item(rule: str, words: str, why: str) -> dict[str, Any]:
    return {"rule": rule, "words": words, "why": why}
