"""A campaign's report in the language of the page: printable, and as files."""

import base64
import hashlib
import re
from dataclasses import replace

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from campaigns.report import Report
from campaigns.report_csv import as_csv
from campaigns.report_page import as_html
from campaigns.report_words import ENGLISH
from campaigns.reporting import report_on
from console.words import Words
from db.engine import reading
from prompts.faults import UnknownSentence
from prompts.library import Prompts

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def load(engine: Engine, campaign: str) -> Report:
    """Return a campaign's report; raises NoSuchCampaign."""
    with Session(reading(engine)) as session:
        return report_on(session, campaign)


def printed(report: Report, prompts: Prompts, say: Words, tongue: str) -> str:
    """Return the report as one page; `tongue` is the language in which warnings are named."""
    head = replace(report.heading, warning=_named(report.heading.warning, prompts, tongue))
    return as_html(replace(report, heading=head), words_of(prompts, say), say.language)


def table(report: Report, prompts: Prompts, say: Words) -> bytes:
    """Return the report as a table with the words of the page, for Excel."""
    return as_csv(report, {**ENGLISH, **words_of(prompts, say)})


def _named(warning: str | None, prompts: Prompts, tongue: str) -> str | None:
    try:
        return prompts.title(tongue, warning) if warning else None
    except (UnknownSentence, LookupError):
        return warning


def words_of(prompts: Prompts, say: Words) -> dict[str, str]:
    """Return all words of a report in the language of the page; sentences still have their slots."""
    ids = {id: id if id.startswith("end.") else f"report.{id}" for id in ENGLISH}
    words = {id: say.sentences[ours] for id, ours in ids.items() if ours in say.sentences}
    states = {id: text for id, text in say.sentences.items() if id.startswith("state.")}
    languages = {tag: prompts.native_name(tag) for tag in prompts.languages}
    return {**languages, **words, **states}


def policy(page: str) -> str:
    """Return the policy that lets the report's own style in, by its hash, and nothing else."""
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()) for style in _STYLE.findall(page)]
    allowed = " ".join(f"'sha256-{found.decode()}'" for found in hashes) or "'none'"
    rest = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return f"default-src 'none'; style-src {allowed}; {rest}"
