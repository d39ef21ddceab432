"""What the pages show."""

import base64
import dataclasses
import hashlib
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from campaigns.models import Campaign
from console.answers import HEADERS
from console.words import LANGUAGES
from tree.models import HourCount

NUMBER = re.compile(r"045-?300|\+8145300")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ]")
STATES = ("draft", "submitted", "approved", "running")


@pytest.fixture
def everything(campaign, become, incident, app, clock):
    """One campaign in each state, one for banks, and questions at the hotline; their addresses."""
    ids = [campaign(state, name="Campaign") for state in STATES]
    ids.append(campaign("running", name="Banks", audience="institution"))
    ids.append(campaign("submitted", name="Texts", channel="voice-then-sms"))
    for id_ in ids[3:5]:
        become(id_, "heard", 3)
        become(id_, "busy", 1)
    for _ in range(9):
        app.extensions["tally"].later(clock.now(), "voice", "ja", "1-1-2")
    incident("isa-bail-acquaintance", "横浜市旭区", 6)
    pages = ["/", "/campaigns", "/hotline", "/told", "/wishes", "/wishes/held/discard"]
    return [*pages, *(f"/campaigns/{id_}" for id_ in ids)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_the_language_of_the_browser(person, everything, language):
    tanaka = person("tanaka", language=language)

    for path in everything:
        page = tanaka.read(path)
        assert page.status == 200
        assert page.attributes("html")[0]["lang"] == language
        own_words = re.sub(
            r"<blockquote.*?</blockquote>|<article.*?</article>", "", page.source, flags=re.DOTALL
        )
        assert bool(JAPANESE.search(re.sub("やさしい にほんご|日本語", "", own_words))) == (language == "ja")


def test_every_page_is_shut(person, everything):
    tanaka = person("tanaka")

    for path in [*everything, "/sign-in", "/enter/abc", "/campaigns/none", "/static/console.css"]:
        with tanaka.client.get(path) as answer:
            for name in HEADERS.keys() - {"Cache-Control"}:
                assert answer.headers[name] == HEADERS[name]
            assert answer.headers["Cache-Control"] == "no-store" or path.startswith("/static")


def test_no_page_has_a_script_a_style_of_its_own_or_anything_from_elsewhere(person, everything):
    tanaka = person("tanaka")

    for path in everything:
        page = tanaka.read(path)
        assert not page.attributes("style")
        # An empty one would be written in the page itself.
        assert {about["src"][:8] for about in page.attributes("script")} == {"/static/"}
        assert all(about["src"].startswith("/") for about in page.attributes("img"))
        assert not [about for _, about in page.tags if any(name.startswith("on") for name in about)]
        assert not [about for _, about in page.tags if "style" in about]
        assert all(link.startswith(("/", "#")) for link in page.links)


def test_no_page_shows_a_recipients_number_or_a_bare_id(person, everything):
    tanaka = person("tanaka")

    for path in everything:
        page = tanaka.read(path)
        assert not NUMBER.search(page.source)
        assert not [one for one in everything[6:] if one.rsplit("/", 1)[1] in page.text]


def test_a_link_changes_the_language_and_the_browser_keeps_it(person):
    tanaka = person("tanaka")

    assert tanaka.read("/?lang=ja").text.startswith("きょう")
    assert tanaka.read("/campaigns").attributes("html")[0]["lang"] == "ja"
    assert tanaka.read("/?lang=tlh").attributes("html")[0]["lang"] == "ja"


def test_the_language_outlives_signing_out(person):
    tanaka = person("tanaka")
    page = tanaka.read("/?lang=ja")

    assert tanaka.send(page, "/sign-out").attributes("html")[0]["lang"] == "ja"


def test_today_shows_what_runs_what_waits_and_what_is_over(person, campaign, become, desk, clock):
    running, _, ended = (
        campaign("running", name="Ward A"),
        campaign("submitted", name="Ward B"),
        campaign("running"),
    )
    become(running, "heard", 6)
    with Session(desk.engine) as session, session.begin():
        over = session.get_one(Campaign, ended)
        over.name, over.state, over.finished_at = "Ward C", "finished", clock.now()

    text = person("tanaka").read("/").text

    assert "Running now Ward A running · Calls allowed until 17:00" in text
    assert "heard it 6 being called 0 not reached 0 not called 0 waiting 2 done about –" in text
    assert "Waiting for approval Ward B residents · 8 · by sato, 10:00" in text
    assert (
        "Finished last What the bars show heard it being called not reached not called waiting Ward C" in text
    )
    assert "Ward C residents · 10:00 · 0 of 8 heard it" in text


def test_the_bar_says_in_words_what_it_draws(person, campaign, become):
    become(campaign("running"), "heard", 6)

    bars = [about for about in person("tanaka").read("/").attributes("svg") if about.get("role") == "img"]

    assert [bar["aria-label"] for bar in bars] == ["75% done: 6 heard it · 2 waiting"]


def test_after_five_it_says_when_calls_are_allowed_again(person, campaign, clock):
    campaign("running")
    clock.move_to(clock.now() + timedelta(hours=7))

    assert "No calls now; allowed again from 25 November, 09:00" in person("tanaka").read("/").text


def test_an_empty_house_says_what_its_pages_are_for(person):
    tanaka = person("tanaka")

    assert "No campaign is running." in tanaka.read("/").text
    assert "yobikake campaign create" in tanaka.read("/campaigns").text
    assert "Nobody reached an answer" in tanaka.read("/hotline").text


def refreshes(page):
    return [about["content"] for about in page.attributes("meta") if about.get("http-equiv") == "refresh"]


def test_pages_renew_themselves_only_while_something_runs(person, campaign):
    tanaka, draft = person("tanaka"), campaign()
    assert refreshes(tanaka.read("/")) == []

    id_ = campaign("running")

    assert refreshes(tanaka.read("/")) == ["5; url=/?renewed=1"]
    assert refreshes(tanaka.read(f"/campaigns/{id_}")) == [f"5; url=/campaigns/{id_}?renewed=1"]
    assert refreshes(tanaka.read(f"/campaigns/{draft}")) == []


def test_a_page_can_be_held_still(person, campaign):
    campaign("running")
    tanaka = person("tanaka")

    assert "/?still=1" in tanaka.read("/").links
    assert refreshes(tanaka.read("/?still=1")) == []


def test_a_notice_stands_long_enough_to_be_read(person, campaign):
    tanaka, id_ = person("tanaka"), campaign("approved")

    page = tanaka.send(tanaka.read(f"/campaigns/{id_}"), f"/campaigns/{id_}/start")

    assert refreshes(page) == [f"20; url=/campaigns/{id_}?renewed=1"]


def test_a_page_says_when_it_was_made(person):
    assert "As of 10:00:00, Japan's time." in person("tanaka").read("/").text


def test_training_and_live_cannot_be_mistaken(person, app, desk):
    tanaka = person("tanaka")
    assert "TRAINING: nobody outside this machine is called" in tanaka.read("/").text

    app.extensions["desk"] = dataclasses.replace(desk, training=False)

    assert "LIVE: real telephones ring" in tanaka.read("/").text


def test_an_approver_sees_words_recipients_source_and_cost(person, campaign):
    text = person("tanaka").read(f"/campaigns/{campaign('submitted')}").text

    assert "日本語 (recipients: 8) Spoken" in text
    assert "24 November. " in text  # The date stands in the words as it will be said.
    assert "Where the numbers come from a public directory" in text
    assert re.search(
        r"Calls: 8\. Texts: 0\. Done at 10:\d\d if it starts now, at a cost of about [\d,]+ to [\d,]+ yen",
        text,
    )
    assert "Monday to Friday, 09:00 to 17:00; not on holidays" in text


def test_a_campaign_by_both_ways_shows_both_texts(person, campaign):
    tanaka = person("tanaka")

    both = tanaka.read(f"/campaigns/{campaign(channel='voice-then-sms')}").text
    spoken = tanaka.read(f"/campaigns/{campaign()}").text

    assert "As a text" in both
    assert "As a text" not in spoken


def test_words_that_are_ready_for_languages_that_nobody_speaks_are_not_shown(person, campaign):
    page = person("tanaka").read(f"/campaigns/{campaign('submitted', also='unlisted: sms')}")

    assert page.status == 200
    assert "日本語 (recipients: 8)" in page.text
    assert "Tiếng Việt" not in page.text


def test_banks_that_have_not_confirmed_are_named(person, campaign, become):
    tanaka, id_ = person("tanaka"), campaign("running", audience="institution", count=4)
    become(id_, "acknowledged", 2)
    become(id_, "no_answer", 1)

    text = tanaka.read(f"/campaigns/{id_}").text

    assert "2 of 4 confirmed" in text
    assert "Not confirmed (2) Bank 3 Bank 4" in text
    assert "2 of 4 confirmed · not confirmed: 2" in tanaka.read("/").text


def test_the_report_can_be_printed_in_both_languages(person, campaign, become):
    id_ = campaign("running")
    become(id_, "heard", 3)

    english = person("tanaka").read(f"/campaigns/{id_}/report")
    japanese = person("ota", language="ja").read(f"/campaigns/{id_}/report")

    assert "False police: internet banking" in english.text
    assert "呼びかけの報告書" in japanese.text
    body = japanese.source.split("<body>")[1]
    assert not re.search(r"[a-z]{4}", re.sub(rf"<[^>]*>|{id_}|English|Asahi, calls", "", body))


def test_the_reports_own_style_is_let_in_and_no_other(person, campaign):
    page = person("tanaka").read(f"/campaigns/{campaign('running')}/report")

    style = re.search("<style>(.*?)</style>", page.source, re.DOTALL)[1]
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{known}';" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


def test_the_report_comes_as_files(person, campaign, become):
    tanaka, id_ = person("tanaka"), campaign("running")
    become(id_, "heard", 3)

    table = tanaka.client.get(f"/campaigns/{id_}/report.csv", headers={"Accept-Language": "en"})
    data = tanaka.client.get(f"/campaigns/{id_}/report.json")

    assert table.headers["Content-Disposition"] == f'attachment; filename="report-{id_}.csv"'
    assert "all,,heard,3\r\n" in table.get_data().decode("utf-8-sig")
    assert json.loads(data.get_data())["counts"] == {"heard": 3, "waiting": 5}


def test_the_hotline_counts_what_is_stored_and_what_is_still_here(person, app, desk, clock):
    hour = clock.now().replace(minute=0)
    with Session(desk.engine) as session, session.begin():
        stored = [(1, "voice", "ja", "1-1-2", 7), (2, "sms", "*", "*", 3), (24, "voice", "en", "5-6", 50)]
        for ago, channel, language, leaf, count in stored:
            at = hour - timedelta(hours=ago)
            session.add(HourCount(hour=at, channel=channel, language=language, leaf=leaf, count=count))
    for _ in range(5):
        app.extensions["tally"].later(clock.now(), "voice", "ja", "1-1-2")

    text = person("tanaka").read("/hotline").text

    assert "answers in the last 24 hours: 15" in text
    assert "Bail or deposit for you or somebody detained A scam: the agency itself says so 12" in text
    assert "By language Language Number 日本語 12 others 3" in text
    assert "By way Way Number telephone 12 text message 3" in text


def test_the_whole_tree_can_be_opened(person, prompts):
    page = person("tanaka").read("/hotline")

    leaves = [node for node in prompts.tree.values() if node.is_leaf]
    assert len(page.attributes("kbd")) >= len(leaves)
    for leaf in leaves:
        assert prompts.label("en", leaf.id, "web").replace("'", "&#39;") in page.source
