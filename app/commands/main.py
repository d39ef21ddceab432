"""The command line: `yobikake <noun> <verb>`."""

import errno
import re
import sys
from collections.abc import Sequence

import click
from sqlalchemy.exc import DatabaseError

from app.commands import (
    alert,
    campaign,
    checks,
    demo,
    do_not_call,
    hotline,
    institution,
    kit,
    lists,
    people,
    privacy,
    processes,
    prompts,
    radar,
    tokens,
)
from app.line import LineInvalid
from app.settings import SettingsInvalid
from campaigns.encodings import TableInvalid
from campaigns.lifecycle import Changed, NoSuchCampaign, NotNow
from campaigns.people import NotAllowed
from campaigns.plan import PlanInvalid
from carrier.port import CarrierError
from console.operators import NoSuchOperator
from db.schema import SchemaTooNew, SchemaTooOld
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.service_key import ServiceKeyInvalid
from privacy.vault import Unsealable
from prompts.faults import PromptsInvalid, UnknownLanguage

REFUSED = (NotAllowed, NotNow, Changed, CarrierError)
WRONG = (
    SchemaTooNew,
    SchemaTooOld,
    ServiceKeyInvalid,
    KeyGone,
    KeyUnreadable,
    Unsealable,
    SettingsInvalid,
    LineInvalid,
    PlanInvalid,
    TableInvalid,
    PromptsInvalid,
    UnknownLanguage,
    NoSuchCampaign,
    NoSuchOperator,
)


_NUMBER = re.compile(r"(?<!\w)[+＋0０][ -]?\d(?:[ -]?\d){7,}")
"""Whoever types a telephone number where none belongs does not find it again in a log."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="yobikake")
def yobikake() -> None:
    """The telephone and SMS warning line of a police prevention call centre."""


_alone = (processes, demo, checks, hotline, kit, people, radar, alert)
for command in (one for part in _alone for one in part.commands):
    yobikake.add_command(command)
_groups = (campaign, prompts, do_not_call, lists, institution, tokens)
for group in (*(part.group for part in _groups), *privacy.groups):
    yobikake.add_command(group)


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line. Exit codes: 0, 1 refused or found something, 2 wrong use."""
    try:
        yobikake.main(words, prog_name="yobikake", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(2)
    except click.UsageError as fault:
        command = fault.ctx.command_path if fault.ctx else "yobikake"
        _say(f"{fault.format_message().rstrip('.')}: see `{command} --help`")
        sys.exit(2)
    except click.ClickException as fault:
        _say(fault.format_message())
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except REFUSED as fault:
        _say(str(fault))
        sys.exit(1)
    except WRONG as fault:
        _say(str(fault))
        sys.exit(2)
    except DatabaseError:
        # The driver's own text may hold what was to be stored.
        _say("the database does not answer: check DATABASE_URL, that it runs, and `yobikake doctor`")
        sys.exit(1)
    except OSError as fault:
        _say(_about_the_machine(fault))
        sys.exit(2)


def _about_the_machine(fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return "the port is in use: end what listens there, or choose another with --port or PORT"
    return f"{fault.filename or 'this machine'}: {(fault.strerror or type(fault).__name__).lower()}"


def _say(text: str) -> None:
    known = _NUMBER.sub("…", text)
    click.echo("\n".join(f"yobikake: {line}" for line in known.splitlines()), err=True)
