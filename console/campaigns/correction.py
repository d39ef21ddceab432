"""A correction as somebody types it: words per language, judged before anything is stored."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from campaigns import correcting
from campaigns.correcting import Draft
from campaigns.desk import Desk
from campaigns.lifecycle import NotNow, find
from campaigns.pinned import plan_of
from campaigns.plan import Plan, PlanInvalid
from campaigns.scripts import words
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Channel
from prompts.linter import Finding

FIELD = "words-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language: what the campaign said, what was typed, what is wrong with it, how it will sound."""

    language: str
    said: str
    typed: str = ""
    wrong: Sequence[Finding] = ()
    look: Sequence[Finding] = ()
    whole: str = ""
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What the page shows; `draft` is there when the words may go out. `wrong` is said of all together."""

    sheets: Sequence[Sheet]
    count: int = 0
    draft: Draft | None = None
    wrong: str = ""


def blank(desk: Desk, campaign: str) -> Correction:
    """Return the page before anything is typed; raises NoSuchCampaign, and NotNow where it cannot be made."""
    with Session(reading(desk.engine)) as session:
        found = find(session, campaign)
        reason = correcting.hindrance(session, found, all_clear=False)
        if reason is not None:
            raise NotNow(reason)
        plan = plan_of(found)
    return Correction([Sheet(tag, _body(desk, plan, tag)) for tag in plan.languages])


def judged(desk: Desk, judge: Callable[..., Any], campaign: str, form: Mapping[str, str]) -> Correction:
    """Judge what was typed; nothing is stored. Raises NoSuchCampaign and NotNow."""
    sheets = blank(desk, campaign).sheets
    typed = {one.language: form.get(f"{FIELD}{one.language}", "").strip() for one in sheets}
    written = {tag: text for tag, text in typed.items() if text}
    kept = [Sheet(one.language, one.said, typed[one.language]) for one in sheets]
    if not written:
        return Correction(kept, wrong="correct.nothing")
    fewer = {"unlisted": "first"} if len(written) < len(sheets) else {}
    file = {"languages": [*written], "scripts": written, **fewer}
    try:
        draft = correcting.prepare(desk, campaign, json.dumps(file, ensure_ascii=False))
    except PlanInvalid:
        return Correction(kept, wrong="correct.not-words")
    found = judge(draft.plan, draft.people, draft.plan.name, draft.earlier)
    kept = [_marked(desk, draft, one, found) for one in kept]
    stops = found.must_stop(skip_bad=True)
    wrong = "" if not stops else "correct.refused" if any(map(_is_wrong, kept)) else "correct.cannot"
    return Correction(kept, draft.count, None if stops else draft, wrong)


def _is_wrong(sheet: Sheet) -> bool:
    return bool(sheet.wrong) or sheet.too_long


def _marked(desk: Desk, draft: Draft, sheet: Sheet, found: Any) -> Sheet:
    tag = sheet.language
    if not sheet.typed:
        return sheet
    wrong = [finding for where, finding in (*found.refused, *found.missing) if where == tag]
    look = [finding for where, finding in found.flags if where == tag]
    spoken = words(desk.prompts, draft.plan, tag, Channel.VOICE, draft.earlier)
    whole = desk.prompts.fill_date(tag, spoken, desk.clock.now().astimezone(TOKYO).date(), Channel.VOICE)
    too_long = any(fault.startswith(f"{tag}: ") for fault in found.faults)
    return Sheet(tag, sheet.said, sheet.typed, wrong, look, whole, too_long)


def _body(desk: Desk, plan: Plan, language: str) -> str:
    if plan.scripts is not None:
        return plan.scripts[language]
    try:
        return desk.prompts.warning_body(language, str(plan.warning))
    except LookupError:
        return ""
