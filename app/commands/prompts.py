"""The words: checked, listed."""

import json
from dataclasses import asdict
from typing import Any

import click

from app.commands.context import json_option
from app.line import read_line
from app.own_words import own_words
from prompts import library
from prompts.knowledge import Knowledge
from prompts.library import Audience, Prompts, normal
from prompts.linter import lint


@click.group("prompts")
def group() -> None:
    """Check and list everything that is said."""


def _load() -> Prompts:
    return library.load(read_line(None).promises())


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
        answer = own_words(_load(), normal(language) if language else None)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(answer)) or "nothing found")
    raise SystemExit(1 if answer["refused"] or answer["missing"] else 0)


def _lines(answer: dict[str, Any]) -> list[str]:
    return [
        f"{name}: {item['rule']}: {item['words'] + ': ' if item['words'] else ''}{item['why']}"
        for name in ("refused", "missing", "flags")
        for item in answer[name]
    ]


@group.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """List languages, warnings (with their short names) and leaves of the tree."""
    prompts = _load()
    warnings = _warnings(prompts.knowledge)
    leaves = {node.id: str(node.verdict) for node in prompts.tree.values() if node.is_leaf}
    if as_json:
        listed = {"languages": list(prompts.languages), "warnings": warnings, "leaves": leaves}
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    click.echo(f"languages: {', '.join(prompts.languages)}")
    for id_, short in warnings.items():
        click.echo(f"warning {short or id_:<20} {prompts.title(prompts.languages[0], id_)}")
    click.echo(f"leaves: {len(leaves)}")


def _warnings(knowledge: Knowledge) -> dict[str, str | None]:
    return {id_.removeprefix("C-"): claim.short for id_, claim in knowledge.claims.items()}
