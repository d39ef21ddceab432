"""A week's figures as a table that Excel in Japan opens rightly, in the words of the page."""

from collections.abc import Iterator

from campaigns import excel
from campaigns.report import in_order
from console.shown import Shown
from console.week.figures import Week

Row = tuple[str, str, str, int]


def table(shown: Shown, week: Week) -> bytes:
    """Return part, value, outcome, count: UTF-8 with a mark and CRLF."""
    heading = [shown.say(f"report.csv-{column}") for column in ("part", "value", "end", "count")]
    return excel.table(heading, _rows(shown, week))


def _rows(shown: Shown, week: Week) -> Iterator[Row]:
    say = shown.say
    yield from ((say("report.all"), "", say(f"end.{end}"), count) for end, count in in_order(week.ends))
    for part, several in {"campaigns.name": week.campaigns, "week.enrolment": week.enrolments}.items():
        for one in several:
            name = shown.name(one.campaign)
            yield from ((say(part), name, say(f"end.{end}"), count) for end, count in one.progress.ends)
    for area, ends in week.areas:
        name = shown.prompts.area(shown.tongue, area) if area else say("report.none")
        yield from ((say("report.by-area"), name, say(f"end.{end}"), count) for end, count in in_order(ends))
    for claim, count in week.hotline:
        yield say("week.hotline"), shown.claim(claim), "", count
    if week.others:
        yield say("week.hotline"), say("hotline.others"), "", week.others
    for claim, count in week.told:
        yield say("week.told"), shown.claim(claim), "", count
    confirmed, meant = week.confirmed
    if meant:
        yield say("week.institutions"), "", say("week.confirmed"), confirmed
        yield say("week.institutions"), "", say("week.not-confirmed"), meant - confirmed
    if week.not_enrolled:
        yield say("week.institutions"), "", say("week.csv-not-enrolled"), week.not_enrolled
