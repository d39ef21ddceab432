"""Every command explains itself."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from app.commands.main import yobikake as root

PROMISED = """
demo, web, worker, simulator, hotline, doctor, db upgrade, prompts check, prompts list,
campaign check, campaign create, campaign submit, campaign approve, campaign start, campaign pause,
campaign resume, campaign stop, campaign close, campaign status, campaign report, campaign list, campaign run,
do-not-call add, do-not-call remove, operator add, operator list, operator disable, audit verify,
keys export, keys rotate, privacy scan, privacy report, kit, prompts fallback,
list add, list withdraw, list show, incident add, radar,
do-not-call held, do-not-call accept, do-not-call discard,
token add, token list, token end
"""


def commands(command=root, words=()):
    yield words
    if isinstance(command, click.Group):
        for name, under in command.commands.items():
            yield from commands(under, (*words, name))


ALL = list(commands())


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_says_what_a_command_does(yobikake, words):
    said = yobikake(*words, "--help")

    assert said.code == 0
    assert said.out.startswith(f"Usage: {' '.join(['yobikake', *words])}")
    assert len(said.out.splitlines()[2].split()) >= 3


def test_every_promised_command_is_there():
    promised = {tuple(words.split()) for words in PROMISED.replace("\n", " ").split(",")}

    assert promised - set(ALL) == set()


@pytest.mark.parametrize("words", [["--help"], ["prompts", "list"]], ids=" ".join)
def test_the_installed_program_needs_no_settings_for_it(tmp_path, words):
    program = Path(sys.executable).with_name("yobikake")
    wrong = {"PORT": "nonsense", "CARRIER": "nonsense"}

    said = subprocess.run(
        [program, *words], check=False, cwd=tmp_path, env=wrong, capture_output=True, timeout=60
    )

    assert (said.returncode, said.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_is_wrong_use(yobikake):
    said = yobikake("campain")

    assert said.code == 2
    assert "campain" in said.complaint


def test_without_a_verb_the_help_is_shown(yobikake):
    said = yobikake("campaign")

    assert said.code == 2
    assert "Commands:" in said.err
