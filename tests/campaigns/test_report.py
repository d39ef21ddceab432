"""What came of a campaign, on paper, in Excel, for programs and in the terminal."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from rich.console import Console

from campaigns import bars
from campaigns.report import in_order, make
from campaigns.report_chart import over_time
from campaigns.report_csv import as_csv
from campaigns.report_page import as_html
from campaigns.report_parts import Cost, Heading, Run, Series
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
    written = as_csv(report())

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
    assert cells(as_csv(found)) == [["part", "value", "end", "count"]]


@pytest.mark.parametrize("end", sorted({*ENDS, *DeliveryState} - {DeliveryState.DONE}))
def test_every_end_has_a_place_and_a_word(end):
    assert in_order({end: 1}) == [(end, 1)]
    assert f"end.{end}" in ENGLISH


def test_terminal_shows_a_sentence_a_table_and_bars():
    console = Console(width=100, file=io.StringIO(), force_terminal=False)

    console.print(bars.shown(report(name="Asahi [bold]")))

    shown = console.file.getvalue()
    assert "Asahi [bold]: 1,241 of 1,581 heard or received the warning; 1,838 calls and texts in all" in shown
    assert "78% of all recipients heard or received it" in shown
    assert "4 left out, as they asked not to be called" in shown
    assert "heard" in shown
    assert "█" * 40 in shown
    assert "░" in shown


def test_reached_is_a_share_of_all_and_of_nobody_nothing():
    assert report(ends={"heard": 3, "busy": 1}).as_json()["reached"] == 0.75
    assert report(ends={}).reached is None


def test_what_was_refused_and_put_off_is_counted_apart():
    words = Page(as_html(report(put_off=12))).words

    assert {"4", ENGLISH["refused"], "12", ENGLISH["put-off"]} <= set(words)
    assert report(put_off=12).as_json()["put_off"] == 12


def test_listeners_are_told_apart_where_the_carrier_was_asked():
    asked = report(listener={"human": {"heard": 4}, "machine": {"machine": 2}, "unknown": {"heard": 1}})

    assert {"a person", "a machine", "not found out"} <= set(Page(as_html(asked)).words)
    assert asked.as_json()["by_listener"]["unknown"] == {"heard": 1}
    assert ENGLISH["by-listener"] not in Page(as_html(report())).words


def test_time_from_the_approval_is_told_to_the_first_and_to_the_last_call():
    found = report().as_json()

    assert found["seconds_from_approval_to_first_call"] == 120
    assert found["seconds_from_approval_to_last_call"] == 91 * 60


def test_cost_is_a_range_and_said_with_what_it_rests_on():
    dear = replace(report(), cost=Cost(1_200, 0, (12_000, 36_000)))

    assert (
        "1,200 begun minutes, 0 parts of texts: 12,000 to 36,000 yen, as assumed" in Page(as_html(dear)).words
    )
    assert dear.as_json()["cost"] == {"minutes": 1_200, "segments": 0, "yen": (12_000, 36_000)}
    assert ["cost", "", "yen-to", "36000"] in cells(as_csv(dear))


def test_excel_in_japan_gets_japanese_headings_and_values():
    words = {**ENGLISH, "csv-part": "区分", "csv-value": "値", "csv-end": "結果", "csv-count": "件数"}
    words |= {"by-kind": "電話の種類ごと", "landline": "固定電話", "end.busy": "話し中"}

    written = as_csv(report(), words)

    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n")
    assert cells(written)[0] == ["区分", "値", "結果", "件数"]
    assert ["電話の種類ごと", "固定電話", "話し中", "96"] in cells(written)


COVERAGE = {
    "confirmed": 2,
    "by_area": {"横浜市旭区": {"confirmed": 2, "reached": 1, "not_reached": 0, "not_enrolled": 5}},
    "by_kind": {"post office": {"confirmed": 2, "reached": 1, "not_reached": 0, "not_enrolled": 5}},
}


def test_coverage_of_institutions_is_on_the_page_and_in_the_table():
    covered = replace(report("institution"), coverage=COVERAGE)

    assert {"post offices", "not enrolled", "横浜市旭区"} <= set(Page(as_html(covered)).words)
    assert ["coverage by kind", "post office", "not_enrolled", "5"] in cells(as_csv(covered))
    said = ["Coverage: By kind of institution", "post offices", "not enrolled", "5"]
    assert said in cells(as_csv(covered, ENGLISH))


def test_a_series_shows_its_runs_and_what_was_missed():
    runs = [Run("run23456", datetime(2026, 11, 24, 1, tzinfo=UTC), "closed", 10, 7)]
    found = replace(report(), series=Series(runs, missed=2))

    words = Page(as_html(found)).words
    assert {"run23456", "2026-11-24 10:00", "7 of 10", f"2 {ENGLISH['missed']}"} <= set(words)
    assert found.as_json()["series"]["runs"][0]["started_at"] == "2026-11-24T10:00:00+09:00"


def test_hours_are_drawn_as_columns_whose_shades_add_up():
    hours = {
        "2026-11-24 16:00": {"heard": 30, "busy": 10},
        "2026-11-25 09:00": {"machine": 20},
    }

    chart = over_time(report(hour=hours))

    assert chart.most == 40
    assert [column.label for column in chart.columns] == ["11-24 16:00", "11-25 09:00"]
    assert [(b.shade, b.height) for b in chart.columns[0].blocks] == [("good", 120), ("all", 40)]
    assert [(b.shade, b.height) for b in chart.columns[1].blocks] == [("half", 80)]
    assert over_time(report(hour={"2026-11-24 16:00": {"heard": 30}})) is None


def test_a_week_of_hours_has_no_more_labels_than_fit():
    hours = {f"2026-11-{day} {hour:02}:00": {"heard": 1} for day in range(24, 29) for hour in range(9, 17)}

    labels = [column.label for column in over_time(report(hour=hours)).columns if column.label]

    assert 6 <= len(labels) <= 12
