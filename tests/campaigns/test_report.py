"""What came of a campaign, on paper, in Excel, for programs and in the terminal."""

import csv
import io
import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from rich.console import Console

from campaigns import bars
from campaigns.report import Heading, in_order, make
from campaigns.report_page import as_html
from campaigns.report_words import ENGLISH
from campaigns.states import ENDS, DeliveryState

FACTS = {
    "ends": {"busy": 96, "heard": 1_241, "hung_up_early": 210, "machine": 30, "refused": 4},
    "language": {
        "ja": {"heard": 1_000, "busy": 96, "hung_up_early": 210, "machine": 30, "refused": 4},
        "en": {"heard": 241},
    },
    "area": {
        "旭区": {"heard": 1_241, "busy": 96},
        "": {"machine": 30},
        "=cmd": {"hung_up_early": 210, "refused": 4},
    },
    "kind": {"mobile": {"heard": 1_241}, "landline": {"busy": 96}},
    "attempt": {"1": {"heard": 1_000, "busy": 500}, "2": {"heard": 241, "busy": 96}, "10": {"busy": 1}},
    "hour": {"2026-11-24 11:00": {"heard": 241}, "2026-11-24 10:00": {"heard": 1_000}},
    "first_call": "2026-11-24T01:02:00+00:00",
    "last_call": "2026-11-24T02:31:00+00:00",
}


def report(audience="resident", name="Asahi <b>ward</b>", **facts):
    heading = Heading(
        id="abcd2345",
        name=name,
        state="finished",
        audience=audience,
        channel="voice",
        languages=("ja", "en"),
        area="横浜市旭区",
        warning="isa-bail",
        approved_at=datetime(2026, 11, 24, 1, tzinfo=UTC),
    )
    return make(heading, {**FACTS, **facts})


def cells(written):
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


class Page(HTMLParser):
    """Collects what a reader sees, and every tag."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += [data.strip()] if data.strip() else []


def test_figures_are_people_and_not_ratios():
    found = report()

    assert (found.total, found.got_it, found.acknowledged, found.attempts) == (1_581, 1_241, 0, 1_838)
    assert found.approval_to_first.total_seconds() == 120
    assert found.first_to_last.total_seconds() == 89 * 60


def test_answering_machines_are_not_counted_as_people_who_heard():
    assert report(ends={"machine": 30, "heard": 1}).got_it == 1


def test_json_has_state_counts_and_times_in_japan():
    found = json.loads(json.dumps(report().as_json()))

    assert found["state"] == "finished"
    assert found["counts"] == FACTS["ends"]
    assert list(found["counts"]) == ["heard", "machine", "hung_up_early", "busy", "refused"]
    assert found["by_language"] == FACTS["language"]
    assert found["first_call"] == "2026-11-24T10:02:00+09:00"
    assert found["seconds_from_approval_to_first_call"] == 120


def test_csv_opens_rightly_in_excel_and_runs_nothing():
    written = report().as_csv()

    assert written.startswith(b"\xef\xbb\xbfpart,value,end,count\r\n")
    assert ["all", "", "heard", "1241"] in cells(written)
    assert ["area", "旭区", "busy", "96"] in cells(written)
    assert ["area", "'=cmd", "hung_up_early", "210"] in cells(written)


def test_attempts_and_hours_stand_in_their_order():
    found = report()

    assert [value for value, _ in found.part("attempt")] == ["1", "2", "10"]
    assert [value for value, _ in found.part("hour")] == ["2026-11-24 10:00", "2026-11-24 11:00"]


def test_page_is_escaped_and_runs_and_loads_nothing():
    page = Page(as_html(report()))

    assert "Asahi <b>ward</b>" in page.words
    assert not {tag for tag, _ in page.tags} & {"b", "script", "link", "img", "iframe"}
    assert not any("src" in attrs or "href" in attrs or "style" in attrs for _, attrs in page.tags)


def test_page_says_the_figures_and_times_as_people_read_them():
    words = Page(as_html(report())).words

    assert {"1,241", "1,581", "2026-11-24 10:02", "89 min", "1,241 of 1,337"} <= set(words)
    assert ENGLISH["acknowledged"] not in words


def test_institutions_confirm():
    words = Page(as_html(report("institution", ends={"acknowledged": 37, "no_answer": 4}))).words

    assert {"37", ENGLISH["acknowledged"]} <= set(words)


def test_page_speaks_another_language_and_falls_back_to_english():
    text = as_html(report(), {"title": "注意喚起の報告", "end.heard": "聞いた", "en": "英語"}, "ja")

    assert '<html lang="ja">' in text
    assert {"注意喚起の報告", "聞いた", "英語", "busy"} <= set(Page(text).words)


def test_longest_bar_is_as_wide_as_its_frame():
    drawn = [attrs for tag, attrs in Page(as_html(report())).tags if tag == "rect"]

    for kind in ("all", "good"):
        assert max(float(attrs["width"]) for attrs in drawn if attrs["class"] == kind) == 100


def test_many_areas_end_in_others():
    many = {f"area {n}": {"heard": 100 - n} for n in range(50)}

    assert "others" in Page(as_html(report(area=many))).words


def test_an_empty_campaign_has_a_report_too():
    nothing = {part: {} for part in ("language", "area", "kind", "attempt", "hour")}
    found = report(ends={}, first_call=None, last_call=None, **nothing)

    assert found.as_json()["total"] == 0
    assert "–" in Page(as_html(found)).words
    assert cells(found.as_csv()) == [["part", "value", "end", "count"]]


@pytest.mark.parametrize("end", sorted({*ENDS, *DeliveryState} - {DeliveryState.DONE}))
def test_every_end_has_a_place_and_a_word(end):
    assert in_order({end: 1}) == [(end, 1)]
    assert f"end.{end}" in ENGLISH


def test_terminal_shows_a_sentence_a_table_and_bars():
    console = Console(width=100, file=io.StringIO(), force_terminal=False)

    console.print(bars.shown(report(name="Asahi [bold]")))

    shown = console.file.getvalue()
    assert "Asahi [bold]: 1,241 of 1,581 heard or received the warning; 1,838 calls and texts in all" in shown
    assert "heard" in shown
    assert "█" * 40 in shown
    assert "░" in shown
