"""Banks, shops and schools: they enrol by a key, confirm by a key, and are called again if they did not."""

import io
import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import enrolment, institutions, intake, lifecycle, recalling
from campaigns.addressed import from_directory
from campaigns.coverage import of_campaign, of_directory
from campaigns.directory import Chosen
from campaigns.lifecycle import NotNow
from campaigns.models import Institution, Script
from campaigns.plan import read_plan
from campaigns.scripts import ENROLMENT

PRESSES, SILENT, AWAY, SCHOOL = "045-300-0006", "045-300-0007", "045-300-0002", "045-301-0006"
TABLE = f"""name,number,extension,kind,area
Bank,{PRESSES},204,bank,横浜市旭区
Counter,{PRESSES},#5w1,bank,横浜市旭区
Shop,{SILENT},,shop,横浜市旭区
Closed shop,{AWAY},,shop,横浜市港北区
School,{SCHOOL},,school,横浜市港北区
"""
PLAN = {
    "name": "Banks and shops",
    "audience": "institution",
    "source": "own records",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja]",
    "institutions": "{}",
    "retry": "{times: 0}",
}
WORDS = "見本県警察です。{date}。登録の確認です。"


class Directory:
    """The directory of a house, and what its operators do with it."""

    def __init__(self, house, table=TABLE):
        self.house = house
        found = institutions.read(io.BytesIO(table.encode()))
        institutions.bring_in(house.desk, found, house.sato, house.now, replace=False)

    def start(self, **changed):
        plan = {key: value for key, value in {**PLAN, **changed}.items() if value is not None}
        read = read_plan("\n".join(f"{key}: {value}" for key, value in plan.items()))
        people = from_directory(self.house.desk, read)
        return self._go(intake.create(self.house.desk, read, people, self.house.sato, self.house.now))

    def _go(self, campaign):
        house = self.house
        lifecycle.submit(house.desk, campaign, house.sato, house.now)
        lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)
        return campaign

    def run(self, **changed):
        campaign = self.start(**changed)
        assert self.house.finish(campaign)
        return campaign

    def enrol(self):
        return self.run(enrolment="true", warning=None, scripts=f'{{ja: "{WORDS}"}}')

    def recall(self, campaign):
        again = recalling.recall(self.house.desk, campaign, self.house.sato, self.house.now).campaign
        assert self.house.finish(self._go(again))
        return again

    def enrolled(self):
        """Write all down as enrolled, without calling them."""
        with Session(self.house.parts.engine) as session, session.begin():
            for entry in session.scalars(select(Institution)):
                entry.enrolled_at = self.house.now
        return self

    @property
    def those_enrolled(self):
        with Session(self.house.parts.engine) as session:
            rows = select(Institution.name).where(Institution.enrolled_at.is_not(None))
            return sorted(session.scalars(rows))

    def coverage(self, campaign=None):
        with Session(self.house.parts.engine) as session:
            if campaign is None:
                return of_directory(session)
            return of_campaign(session, lifecycle.find(session, campaign))


@pytest.fixture
def directory(house):
    return Directory(house)


def names(house, campaign):
    return sorted(row.name for row in house.deliveries(campaign))


def test_whoever_presses_a_key_in_the_enrolment_call_is_enrolled(house, directory):
    directory.enrol()

    assert directory.those_enrolled == ["Bank", "Counter", "School"]


def test_the_enrolment_call_says_its_own_words_and_asks_for_a_key(house, directory):
    directory.enrol()

    heard = [one.text for one in house.calls_to(SCHOOL)[0].heard if one.kind == "say"]
    prompts = house.parts.prompts
    assert heard[0].startswith("見本県警察です。11月24日。登録の確認です。")
    assert prompts.frame("ja", "call.acknowledge") in " ".join(heard)
    assert prompts.frame("ja", "call.institution-closing") not in " ".join(heard)


def test_the_enrolment_makes_itself_and_speaks_the_language_of_each(house):
    directory = Directory(house, f"name,number,language\nBank,{PRESSES},ja\nSchool,{SCHOOL},en\n")
    done = enrolment.submit(house.desk, Chosen(), house.sato, house.now)
    lifecycle.approve(house.desk, done.campaign, house.tanaka, house.now)
    lifecycle.start(house.desk, done.campaign, house.tanaka, house.now)
    house.finish(done.campaign)

    assert (done.count, directory.those_enrolled) == (2, ["Bank", "School"])
    for number, language, day in ((PRESSES, "ja", "11月24日"), (SCHOOL, "en", "24 November")):
        words = house.parts.prompts.frame(language, ENROLMENT, date=day)
        heard = " ".join(one.text for one in house.calls_to(number)[0].heard if one.kind == "say")
        assert heard.startswith(words)
        assert house.parts.prompts.frame(language, "call.acknowledge") in heard


def test_a_warning_goes_to_those_enrolled_alone(house, directory):
    directory.enrol()

    campaign = directory.run()

    assert names(house, campaign) == ["Bank", "Counter", "School"]
    assert len(house.calls_to(SILENT)) == 1


def test_a_second_enrolment_goes_to_the_others(house, directory):
    directory.enrol()

    assert names(house, directory.enrol()) == ["Closed shop", "Shop"]


def test_only_the_area_and_the_kinds_that_are_named_are_called(house, directory):
    directory.enrolled()

    campaign = directory.run(institutions="{area: 横浜市旭区, kinds: [店舗]}")

    assert names(house, campaign) == ["Shop"]


def test_each_extension_behind_a_switchboard_is_dialled(house, directory):
    directory.enrolled().run(institutions="{kinds: [bank]}")

    assert sorted(call.order.send_digits for call in house.calls_to(PRESSES)) == ["#5w1", "204"]


def test_who_is_taken_out_of_the_directory_is_not_called_any_more(house, directory):
    campaign = directory.enrolled().start(pace="{per_second: 0.01}")
    with Session(house.parts.engine) as session:
        school = session.scalar(select(Institution.id).where(Institution.name == "School"))

    institutions.take_out(house.desk, [school], house.sato, house.now)
    house.finish(campaign)

    assert house.calls_to(SCHOOL) == []
    assert house.counts(campaign)["refused"] == 1


def test_who_confirmed_who_heard_it_and_who_was_not_reached_is_counted_by_area_and_kind(house, directory):
    directory.enrolled()
    institutions.bring_in(
        house.desk,
        institutions.read(io.BytesIO(b"name,number,kind\nNew school,045-302-0006,school\n")),
        house.sato,
        house.now,
        replace=False,
    )

    found = directory.coverage(directory.run())

    assert dict(found.figures) == {"confirmed": 3, "reached": 1, "not_reached": 1, "not_enrolled": 1}
    assert found.by("kind")["school"]["confirmed"] == 1
    assert found.by("kind")["school"]["not_enrolled"] == 1
    assert found.by("area")["横浜市港北区"]["not_reached"] == 1
    assert found.not_confirmed == ["Closed shop", "Shop"]


def test_a_recall_goes_to_those_who_have_not_confirmed_with_the_same_words(house, directory):
    campaign = directory.enrolled().run()
    with Session(house.parts.engine) as session, session.begin():
        session.get_one(Script, (campaign, "ja")).voice = "見本県警察です。{date}。その日の言葉。"

    again = directory.recall(campaign)

    assert names(house, again) == ["Closed shop", "Shop"]
    assert len(house.calls_to(PRESSES)) == 2
    assert "その日の言葉。" in house.calls_to(SILENT)[1].heard[0].text


def test_a_recall_counts_for_the_campaign_that_it_repeats(house, directory):
    campaign = directory.enrolled().run()
    phone = house.resident(SILENT)
    again = recalling.recall(house.desk, campaign, house.sato, house.now).campaign
    directory._go(again)
    house.drive(lambda: phone.call is not None and phone.call.status == "ringing")
    phone.answer()
    phone.press("5")
    house.finish(again)

    found = directory.coverage(campaign)

    assert found.not_confirmed == ["Closed shop"]
    assert directory.coverage().not_confirmed == ["Closed shop"]
    assert found.figures["confirmed"] == 4


def test_a_campaign_is_recalled_once_and_has_to_be_approved(house, directory):
    campaign = directory.enrolled().run()

    first = recalling.recall(house.desk, campaign, house.sato, house.now)
    second = recalling.recall(house.desk, campaign, house.sato, house.now)

    assert first.is_new
    assert not second.is_new
    assert first.campaign == second.campaign
    assert house.state(first.campaign) == "draft"


def test_a_recall_of_a_file_goes_to_those_who_have_not_confirmed_too(house):
    campaign = house.run(f"{PRESSES},ja,,12", SILENT, audience="institution")

    again = recalling.recall(house.desk, campaign, house.sato, house.now).campaign

    assert len(house.deliveries(again)) == 1


def test_what_cannot_be_recalled_says_why(house, directory):
    homes = house.run(SCHOOL)
    running = directory.enrolled().start()

    with pytest.raises(NotNow, match="homes, which are asked for no key"):
        recalling.recall(house.desk, homes, house.sato, house.now)
    with pytest.raises(NotNow, match="when it is finished"):
        recalling.recall(house.desk, running, house.sato, house.now)
    house.finish(running)
    lifecycle.close(house.desk, running, house.tanaka, house.now)
    with pytest.raises(NotNow, match="its numbers are gone"):
        recalling.recall(house.desk, running, house.sato, house.now)


@pytest.mark.postgres
def test_on_a_server_it_is_the_same(open_house, postgres_url):
    house = open_house(database_url=postgres_url, workers=2)
    directory = Directory(house)
    directory.enrol()
    campaign = directory.enrolled().run()

    again = directory.recall(campaign)

    assert names(house, again) == ["Closed shop", "Shop"]
    assert directory.coverage(campaign).figures["confirmed"] == 3


def get(house, path, **headers):
    with urlopen(Request(f"{house.base_url}{path}", headers=headers), timeout=10) as answer:
        return answer.read().decode(), answer.headers


def test_the_page_tells_staff_what_is_running_in_every_language_of_the_campaign(house, directory):
    directory.enrolled().start(languages="[ja, en]", area="横浜市旭区", pace="{per_second: 0.01}")

    text, headers = get(house, "/now/en")

    prompts = house.parts.prompts
    assert "横浜市旭区" in text
    assert prompts.title("en", "isa-bail") in text
    assert '<p class="say" lang="ja">' in text
    assert '<p class="say" lang="en">' in text
    assert "Tell staff." in text
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "public, max-age=30"
    assert not [name for name in ("Bank", "Shop", "School") if name in text]


def test_a_campaign_to_homes_is_told_to_staff_in_words_for_staff(house):
    house.start(*house.homes(5), area="横浜市旭区")
    house.pass_time(seconds=2)

    (one,) = json.loads(get(house, "/now.json")[0])["running"]

    assert one["warning"] == "isa-bail"
    assert one["since"] == "2026-11-24T10:00:00+09:00"
    assert "職場へ" in one["words"]["ja"]
    assert list(one["words"]) == ["ja", "en"]


def test_a_warning_to_both_is_told_once(house, directory):
    directory.enrolled().start(area="横浜市旭区", pace="{per_second: 0.01}")
    house.start(*house.homes(5), area="横浜市旭区")

    (one,) = json.loads(get(house, "/now.json")[0])["running"]

    assert sorted(one["words"]) == ["en", "ja"]


def test_an_enrolment_warns_of_nothing_so_nothing_runs(house, directory):
    directory.start(enrolment="true", warning=None, scripts=f'{{ja: "{WORDS}"}}')

    assert json.loads(get(house, "/now.json")[0]) == {"running": []}
    assert house.parts.prompts.frame("ja", "now.none", "web") in get(house, "/now")[0]


def test_the_feed_is_atom_and_has_an_entry_for_each_warning(house, directory):
    directory.enrolled().start(pace="{per_second: 0.01}")

    text, headers = get(house, "/now.atom")

    feed, atom = ElementTree.fromstring(text), "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.findall(f"{atom}entry")
    assert headers["Content-Type"].startswith("application/atom+xml")
    assert {one.tag.removeprefix(atom) for one in feed} >= {"id", "title", "updated", "author", "link"}
    assert {one.tag.removeprefix(atom) for one in entry} >= {"id", "title", "updated", "content"}


@pytest.mark.parametrize("path", ["/now", "/now/en", "/now.json", "/now.atom"])
def test_whoever_has_it_already_is_told_so(house, path):
    tag = get(house, path)[1]["ETag"]

    with pytest.raises(HTTPError) as answer:
        get(house, path, **{"If-None-Match": tag})

    with answer.value as fault:
        assert fault.code == 304


def test_without_the_database_it_says_that_it_cannot_look(house):
    with house.parts.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE campaigns RENAME TO gone")

    text, headers = get(house, "/now")

    assert house.parts.prompts.frame("ja", "cannot-look", "web") in text
    assert headers["Cache-Control"] == "no-store"
    for feed in ("/now.json", "/now.atom"):
        with pytest.raises(HTTPError) as answer:
            get(house, feed)
        with answer.value as fault:
            assert fault.code == 503
