"""A campaign judged with all that this installation knows: its line, senders, pace and directory."""

from app.checking import check_campaign
from app.findings import Findings
from app.wiring import Parts
from campaigns.addressed import left_out
from campaigns.audience import People
from campaigns.plan import Plan
from campaigns.scripts import Earlier
from campaigns.senders import not_ours
from prompts.linter import Finding

NOT_ENROLLED = "institutions are left out until somebody there confirms: `yobikake institution enrol`"


def judged(built: Parts, plan: Plan, people: People, name: str, earlier: Earlier | None = None) -> Findings:
    """Find all that would stop a campaign; `earlier` is the warning that it makes right."""
    desk, now = built.desk, built.clock.now()
    found = check_campaign(
        plan,
        people,
        now,
        name,
        built.prompts,
        sender_pace=desk.sender_pace,
        senders=(len(desk.voices), len(desk.texts)),
        policy=desk.policy,
        earlier=earlier,
    )
    found.faults += [f"{name}: {fault}" for fault in not_ours(plan, desk.voices, desk.texts)]
    waiting = left_out(desk, plan)
    if waiting:
        found.flags.append((name, Finding("not-enrolled", f"{waiting:,}", NOT_ENROLLED)))
    return found
