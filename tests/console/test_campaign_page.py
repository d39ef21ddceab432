"""One campaign: its pictures, who did what, what can be done afterwards; and how it is found."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.desk import data_key
from campaigns.models import Attempt, Campaign, Delivery, Script
from campaigns.people import Role
from console.campaigns import search
from privacy.keystore import KeyGone

RIGHT = "The caller was no policeman: hang up, and dial the number that you look up yourself."


@pytest.fixture
def change(desk):
    def set_to(campaign, **values):
        with Session(desk.engine) as session, session.begin():
            session.execute(update(Campaign).where(Campaign.id == campaign).values(**values))

    return set_to


@pytest.fixture
def over(desk, campaign, change):
    """A campaign that is over, in which so many heard the words."""

    def make(heard=3, count=8, **how):
        id_ = campaign("running", count=count, **how)
        with Session(desk.engine) as session, session.begin():
            rows = session.scalars(select(Delivery).where(Delivery.campaign_id == id_).order_by(Delivery.id))
            for at, one in enumerate(rows.all()):
                one.state, one.end = "done", "heard" if at < heard else "busy"
                began = desk.clock.now() + timedelta(seconds=20 * at)
                call = {"campaign_id": id_, "delivery_id": one.id, "number": 1, "channel": "voice"}
                token = f"{id_}{one.id:014}"
                session.add(Attempt(**call, token=token, state=one.end, placing_at=began, ended_at=began))
        change(id_, state="finished", finished_at=desk.clock.now() + timedelta(minutes=5))
        return id_

    return make


def acts(page, campaign):
    mine = (address for address in page.forms if address.startswith(f"/campaigns/{campaign}/"))
    return {address.rsplit("/", 1)[1] for address in mine}


def test_the_timeline_tells_who_did_what_and_what_happened_by_itself(person, over, clock):
    tanaka, id_ = person("tanaka"), over()
    clock.move_to(clock.now() + timedelta(minutes=20))

    text = tanaka.read(f"/campaigns/{id_}").text

    assert (
        "10:00 sato: made the draft 10:00 sato: submitted 10:00 tanaka: approved 10:00 tanaka: started "
        "10:00 The first call or text began. 10:05 All was done."
    ) in text


def test_a_pause_is_no_second_start_in_the_timeline(person, campaign):
    tanaka, id_ = person("tanaka"), campaign("running")
    for act in ("pause", "resume"):
        page = tanaka.send(tanaka.read(f"/campaigns/{id_}"), f"/campaigns/{id_}/{act}")

    assert "tanaka: started 10:00 tanaka: paused 10:00 tanaka: resumed" in page.text


def test_every_picture_is_said_in_words_and_stands_there_as_a_table(person, over):
    page = person("tanaka").read(f"/campaigns/{over()}")

    pictures = page.attributes("img")
    said = [about["alt"] for about in pictures]
    assert said[0].startswith("Calls and texts begun a minute, from 10:00 to 10:02: at most 3, at 10:00.")
    assert "The campaign's pace allows 60." in said[0]
    assert "From Begun a minute 10:00 3 10:01 3 10:02 2" in page.text
    assert page.text.count("As a table") == len(pictures)


@pytest.mark.parametrize("name", ["progress", "outcomes", "minutes", "hour", "language", "area"])
def test_every_picture_can_be_taken_along(person, over, name):
    tanaka, id_ = person("tanaka"), over()

    drawn = tanaka.client.get(f"/campaigns/{id_}/charts/{name}.svg")
    png = tanaka.client.get(f"/campaigns/{id_}/charts/{name}.png")

    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert png.get_data().startswith(b"\x89PNG")
    assert "045" not in drawn.get_data(as_text=True)


def test_a_picture_that_renews_itself_keeps_nobody_signed_in(person, over, clock):
    tanaka, id_ = person("tanaka"), over()
    for _ in range(3):
        clock.move_to(clock.now() + timedelta(minutes=25))
        last = tanaka.client.get(f"/campaigns/{id_}/charts/hour.svg")

    assert last.status_code == 303


@pytest.mark.parametrize("name", ["minutes", "nothing"])
def test_a_picture_that_there_is_not_is_not_found(person, campaign, name):
    assert person("tanaka").client.get(f"/campaigns/{campaign()}/charts/{name}.svg").status_code == 404


def test_banks_are_told_that_it_is_over_with_one_press(person, over, desk):
    yamada, id_ = person("yamada", Role.EDITOR), over(heard=4, audience="institution", name="Banks")

    done = yamada.send(yamada.read(f"/campaigns/{id_}"), f"/campaigns/{id_}/all-clear")

    assert "Submitted. 4 are told that it is over once somebody else approves and starts it." in done.text
    assert "10:00 Corrects Banks" in done.text
    page = yamada.read(f"/campaigns/{id_}")
    assert "yamada: made an all-clear" in page.text
    assert "Corrected by Banks (all clear)" in page.text
    assert not acts(page, id_) & {"all-clear", "recall", "correct"}


def test_homes_are_told_the_right_words_after_they_were_checked(person, over, desk):
    yamada, id_ = person("yamada", Role.EDITOR), over(heard=3)
    asked = yamada.read(f"/campaigns/{id_}/correct")
    address = f"/campaigns/{id_}/correct"

    checked = yamada.send(asked, address, **{"words-en": RIGHT})
    assert checked.status == 200
    assert "These words may go out to the 3 whom the campaign reached." in checked.text
    assert RIGHT in checked.text
    assert "something in our warning" in checked.text.lower()
    assert "{date}" not in checked.source
    made = yamada.send(checked, address, **{"words-en": RIGHT, "make": "1"})

    assert "Submitted. 3 who heard it are told the right words" in made.text
    with Session(desk.engine) as session:
        draft = session.scalars(select(Campaign).where(Campaign.correction_of == id_)).one()
        said = session.get_one(Script, (draft.id, "en")).voice
        assert (draft.state, draft.submitted_by, draft.total) == ("submitted", "yamada", 3)
        assert RIGHT in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Press 1 now to talk to us.", "May not be said"),
        ("Call 045-300-0001 at once.", "May not be said"),
        ("Too long. " * 180, "These words are too long"),
        ("", "Write the right words in one language at least."),
    ],
)
def test_words_that_may_not_go_out_come_back_as_they_were_typed(person, over, desk, words, why):
    yamada, id_ = person("yamada", Role.EDITOR), over()
    address = f"/campaigns/{id_}/correct"

    refused = yamada.send(yamada.read(address), address, **{"words-en": words, "make": "1"})

    assert refused.status == 422
    assert why in refused.text
    assert words.strip() in refused.text
    with Session(desk.engine) as session:
        assert session.scalar(select(Campaign).where(Campaign.correction_of == id_)) is None


def test_what_still_calls_is_not_corrected_and_the_page_says_so(person, campaign):
    tanaka, id_ = person("tanaka"), campaign("running")

    refused = tanaka.read(f"/campaigns/{id_}/correct")

    assert refused.status == 409
    assert "it is “running” now, and this cannot follow" in refused.text


def test_the_numbers_are_erased_by_a_button_that_says_what_is_lost(person, over, desk):
    tanaka, id_ = person("tanaka"), over()
    page = tanaka.read(f"/campaigns/{id_}")
    assert "The numbers are kept until 25 November, 10:05" in page.text
    assert "Erase the numbers now, for good: no correction can follow" in page.text

    closed = tanaka.send(page, f"/campaigns/{id_}/close")

    assert "The numbers are erased. The counts stay." in closed.text
    assert "3 of 8 heard it" in closed.text
    assert acts(closed, id_) == set()
    with pytest.raises(KeyGone):
        desk.keystore.get(data_key(id_))


def test_an_editor_may_correct_and_not_erase(person, over):
    yamada, id_ = person("yamada", Role.EDITOR), over(audience="institution")

    page = yamada.read(f"/campaigns/{id_}")

    assert acts(page, id_) == {"recall", "all-clear"}
    assert f"/campaigns/{id_}/correct" in page.links


def test_a_campaign_is_found_by_its_state_its_area_and_what_it_warns_of(person, campaign):
    runs, waits = campaign("running", name="First"), campaign("submitted", name="Second")
    tanaka = person("tanaka")

    def found(query):
        return [name for name in ("First", "Second") if name in tanaka.read(f"/campaigns?{query}").text]

    assert found("") == ["First", "Second"]
    assert found("state=submitted") == ["Second"]
    assert found("text=旭区&state=running") == ["First"]
    assert found("area=横浜市旭区") == ["First", "Second"]
    assert found("area=横浜市青葉区") == []
    assert found("text=internet banking") == ["First", "Second"]
    assert found("text=sec") == ["Second"]
    assert found("state=nonsense&page=-1") == ["First", "Second"]
    assert {runs, waits}


def test_what_is_not_found_is_said_with_what_to_do(person, campaign):
    campaign()

    page = person("tanaka").read("/campaigns?text=%25")

    assert "Found: 0 No campaign fits. Use fewer words, or show all." in " ".join(page.text.split())


def test_what_runs_comes_first_and_fifty_stand_on_a_page(person, campaign, desk, clock):
    runs = campaign("running", name="Runs")
    for n in range(search.A_PAGE):
        clock.move_to(clock.now() + timedelta(seconds=1))
        campaign(name=f"Draft {n:02}", count=1)
    tanaka = person("tanaka")

    first, second = tanaka.read("/campaigns"), tanaka.read("/campaigns?page=2")

    assert first.text.index("Runs") < first.text.index("Draft 49")
    assert "Page 1 of 2 Older" in first.text
    assert len(re.findall(r"Draft \d\d draft", first.text)) == search.A_PAGE - 1
    assert "Draft 00" in second.text
    assert f"/campaigns/{runs}" not in second.links


def test_who_types_a_number_to_search_is_kept_from_sending_it(person):
    for path in ("/", "/campaigns"):
        field = next(
            one for one in person("tanaka").read(path).attributes("input") if one.get("type") == "search"
        )
        assert not re.fullmatch(field["pattern"], "045-300-0001")
        assert re.fullmatch(field["pattern"], "横浜市旭区 11-24")


class Refusing:
    """What a judge says who lets nothing out."""

    def must_stop(self, *, skip_bad):
        return True


def test_an_all_clear_whose_words_may_not_go_out_is_not_made(person, over, desk, app):
    yamada, id_ = person("yamada", Role.EDITOR), over(audience="institution")
    app.extensions["judge"] = lambda *_: Refusing()

    refused = yamada.send(yamada.read(f"/campaigns/{id_}"), f"/campaigns/{id_}/all-clear")

    assert refused.status == 422
    assert "Nothing was done: its words may not go out as they are." in refused.text
    with Session(desk.engine) as session:
        assert session.scalar(select(Campaign).where(Campaign.correction_of == id_)) is None
