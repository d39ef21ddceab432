"""After a day of calls, texts and callers no number stands anywhere."""

import logging

import pytest

from campaigns import lifecycle, upkeep
from carrier.port import CallOrder, Refused
from carrier.simulator.faults import Faults
from privacy.number import PhoneNumber
from privacy.scan import scan

HOMES = [f"045-300-{n:04}" for n in (1, 2, 3, 4, 5, 6, 7)] + ["045-000-0011"]
MOBILES = [f"090-1234-{n:04}" for n in (1, 6, 8, 9, 10)] + ["090-1000-0011", "090-1000-0014"]
CALLERS = ["045-311-2233", "080-9876-5432"]


@pytest.fixture
def log(caplog):
    """All that is logged, however little it matters; a quiet day has one line at least."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "yobikake")
    logging.getLogger("yobikake").debug("somebody listens")
    return caplog


@pytest.fixture
def day(open_house, log):
    """One day with every kind of end, some trouble, and people who ring and write to us."""
    house = open_house(faults=Faults(too_many=0.1, answer_lost=0.1, error_after=0.1, callback_late=0.2))
    calls = house.start(*HOMES, *MOBILES, channel="voice-then-sms", retry="{times: 1}")
    texts = house.start(*MOBILES, channel="sms")
    banks = house.start(HOMES[5], audience="institution")
    for number in CALLERS:
        phone = house.telephone(PhoneNumber.parse(number).e164)
        phone.dial(house.hotline)
        phone.press("1", "8", "1")
        phone.hang_up()
        phone.text(house.hotline, "停止")
    house.desk.do_not_call.add(PhoneNumber.parse(HOMES[0]), house.now, by="operator")
    for campaign in (calls, texts, banks):
        assert house.finish(campaign)
    lifecycle.close(house.desk, texts, house.tanaka, house.now)
    house.pass_time(minutes=5)
    upkeep.erase_records(house.desk, house.now)
    return house


def found(paths):
    numbers = [PhoneNumber.parse(number) for number in (*HOMES, *MOBILES, *CALLERS)]
    return [(finding.path.name, finding.spelling) for finding in scan(paths, numbers)]


@pytest.mark.sqlite
def test_no_file_holds_a_number_while_the_line_is_at_work(day):
    names = {path.name for path in day.folder.iterdir()}

    assert {"yobikake.sqlite", "yobikake.sqlite-wal"} <= names
    assert found([day.folder]) == []


def test_no_log_line_address_or_answer_holds_a_number(day, log, tmp_path):
    records = log.get_records("setup")
    (tmp_path / "log").write_text("\n".join(map(logging.Formatter().format, records)), "utf-8")
    (tmp_path / "addresses").write_text("\n".join(request.url for request, _ in day.tap.sent))
    (tmp_path / "answers").write_text("\n".join(day.tap.documents), "utf-8")

    assert "somebody listens" in [record.message for record in records]
    assert min(len(day.tap.sent), len(day.tap.documents)) > 5
    assert found([tmp_path / name for name in ("log", "addresses", "answers")]) == []


def test_the_scan_would_have_found_one(tmp_path):
    (tmp_path / "log").write_text("calling 045-300-0006")

    assert found([tmp_path]) == [("log", "national, hyphens, ASCII")]


def test_the_text_of_a_refusal_holds_no_number(house):
    number = PhoneNumber.parse("045-000-0011")
    url = house.desk.url("/calls/x/answer")

    with pytest.raises(Refused) as refusal:
        house.desk.carrier.place(CallOrder(number, house.desk.voices[0], url, url))

    told = f"{refusal.value!r} {refusal.value.__context__!r} {refusal.value.__cause__!r} {refusal.value}"
    assert "0011" not in told
    assert "21211" in told
