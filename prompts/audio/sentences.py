"""Which sentences of a language are recorded: its short form, warnings, or everything that is spoken."""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping

from prompts import shortform
from prompts.faults import MissingSlot
from prompts.rendering import Channel
from prompts.slots import Slots
from prompts.speech import Prompts
from prompts.tree import Tree


class Form(enum.StrEnum):
    """How much is recorded."""

    SHORT = "short"
    TREE = "tree"
    WARNINGS = "warnings"
    FULL = "full"


_WRITTEN = re.compile(r"(web|text|sms|phone|verdict)\.")
_KEYS = ("label", "ask", "say", "why")
_JOINED = re.compile(
    r"frame-(own-knowledge|now-(some|every)where|call-(institution-)?closing|promise-(?!institution))"
)
"""Sentences of the frame that only ever stand inside longer texts."""


def sentences(
    prompts: Prompts, language: str, form: Form | None, warnings: Iterable[str] = ()
) -> Mapping[str, str]:
    """Return words by the name that a sheet and its files use, such as `short-rule-money`.

    `warnings` names further warnings, or the only ones where there is no form. Raises UnknownSentence.
    """
    found: dict[str, str] = {}
    if form in {Form.SHORT, Form.FULL}:
        found |= {f"short-{id}": words for id, words in shortform.units(prompts, language).items()}
    if form in {Form.TREE, Form.FULL}:
        found |= _frame(prompts, language) | dict(_tree(prompts, language))
    if form in {Form.WARNINGS, Form.FULL}:
        warnings = sorted(set(prompts.knowledge.warnings.values()))
    for warning in warnings:
        id = prompts.knowledge.warning(warning)
        words = prompts.words[language].warnings[id]
        found[f"warning-{_short_name(prompts, id)}"] = _slots(prompts, language).sentence(
            words, "voice", f"warning {id}"
        )
    return found


def heard_alone(id: str, tree: Tree, *, short: bool) -> bool:
    """Tell whether calls say a sentence by itself, so that a recording of it is heard.

    Others are joined with their neighbours into one text, which a voice reads in one go. `short` tells of a
    language that has no voice, and so its short form alone.
    """
    group, _, rest = id.partition("-")
    if short:
        return group in {"short", "warning"}
    if group != "tree":
        return group == "frame" and not _JOINED.match(id)
    node, _, key = rest.rpartition("-")
    return key != "label" and not (key == "say" and node in tree and tree[node].effect is not None)


def _short_name(prompts: Prompts, warning: str) -> str:
    """Return the name by which people ask for a warning; its full id where it has no other."""
    claims = prompts.knowledge.claims.values()
    return next((claim.short for claim in claims if claim.warning == warning and claim.short), warning)


def _slots(prompts: Prompts, language: str) -> Slots:
    return Slots(prompts.words[language], prompts.promises, prompts.knowledge.contacts, Channel.VOICE)


def _frame(prompts: Prompts, language: str) -> dict[str, str]:
    found = {}
    for id in prompts.words[language].frame:
        if not _WRITTEN.match(id) and not id.endswith(("_web", "_sms")):
            try:
                found[f"frame-{id.replace('.', '-')}"] = prompts.frame(language, id)
            except MissingSlot:
                continue  # What differs from call to call cannot be recorded once.
    return found


def _tree(prompts: Prompts, language: str) -> Iterator[tuple[str, str]]:
    for node in prompts.tree.values():
        words = prompts.words[language].tree.get(node.id, {})
        for key in _KEYS:
            if key in words:
                yield f"tree-{node.id}-{key}", getattr(prompts, key)(language, node.id)
