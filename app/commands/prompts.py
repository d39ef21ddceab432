"""The words: checked, listed."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from app import speaking
from app.commands import fallback, prompts_acts, prompts_audio, prompts_render, prompts_voices
from app.commands.context import json_option
from app.line import line_at_hand
from app.own_words import own_words
from app.word_figures import figures, in_a_line
from db.clock import TOKYO, SystemClock
from prompts.knowledge import Knowledge
from prompts.library import Audience, normal
from prompts.linter import lint


@click.group("prompts")
def group() -> None:
    """Check and list everything that is said."""


@group.command()
@click.option("--text", help="Judge this text instead of our own words.")
@click.option("--language", metavar="L")
@click.option(
    "--audience", type=click.Choice([str(a) for a in Audience]), default="resident", show_default=True
)
@json_option
def check(text: str | None, language: str | None, audience: str, *, as_json: bool) -> None:
    """Check a text against the rules for what we may say, or all our words for completeness and rules.

    Exit code 1 where something is refused or missing.
    """
    if text is not None:
        if language is None:
            raise click.UsageError("--text needs --language")
        found = lint(text, normal(language), Audience(audience))
        answer = asdict(found)
    else:
        line = line_at_hand()
        prompts, tag = speaking.without_settings(line), normal(language) if language else None
        answer = own_words(prompts, line.packs_read(), _today(), tag)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(answer)) or "nothing found")
    raise SystemExit(1 if answer["refused"] or answer["missing"] else 0)


def _today() -> date:
    return SystemClock().now().astimezone(TOKYO).date()


def _lines(answer: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {item['rule']}: {item['words'] + ': ' if item['words'] else ''}{item['why']}"
        for name in ("refused", "missing", "flags")
        for item in answer[name]
    ]


@group.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List languages with their figures, warnings (with their short names) and leaves of the tree."""
    prompts = speaking.without_settings(line_at_hand())
    languages = {tag: figures(prompts, tag) for tag in prompts.languages}
    warnings = _warnings(prompts.knowledge)
    leaves = {node.id: str(node.verdict) for node in prompts.tree.values() if node.is_leaf}
    if as_json:
        listed = {"languages": list(languages), "figures": languages, "warnings": warnings, "leaves": leaves}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for tag, known in languages.items():
        click.echo(in_a_line(tag, known))
    for id_, short in warnings.items():
        click.echo(f"warning {short or id_:<20} {prompts.title(prompts.languages[0], id_)}")
    click.echo(f"leaves: {len(leaves)}")


def _warnings(knowledge: Knowledge) -> dict[str, str | None]:
    short = {claim.warning: claim.short for claim in knowledge.claims.values()}
    return {id_: short.get(id_) for id_ in knowledge.warnings.values()}


_more = (prompts_acts, prompts_audio, prompts_voices, prompts_render, fallback)
for command in (one for part in _more for one in part.commands):
    group.add_command(command)
