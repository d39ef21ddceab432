"""What was wrong is made right once, on the same day, for those who heard it and nobody else."""

import pytest
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns import corrected, correcting, lifecycle
from campaigns.models import Campaign, Delivery
from campaigns.notices import notices
from campaigns.now import running
from campaigns.plan import PlanInvalid
from campaigns.steps import NotNow
from privacy.number import PhoneNumber
from prompts.library import Channel

LISTENS, HANGS_UP, NOBODY, MACHINE = "045-300-0007", "045-301-0003", "045-302-0002", "045-303-0004"
ENGLISH, PRESSES, MOBILE = "045-304-0007", "045-305-0006", "090-1234-0007"
ONCE = "{times: 0}"
RIGHT = "warning: refund-at-machine"
OWN = 'scripts: {ja: "お金を送らないでください。電話を切ってください。", en: "Send no money. Hang up."}'


def prepare(house, campaign, file=RIGHT):
    return correcting.prepare(house.desk, campaign, file)


def make(house, campaign, file=RIGHT):
    return correcting.make(house.desk, prepare(house, campaign, file), house.sato, house.now)


def go(house, campaign):
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    return campaign


def correct(house, campaign, file=RIGHT):
    made = go(house, make(house, campaign, file))
    assert house.finish(made)
    return made


def heard(call):
    return " ".join(one.text for one in call.heard if one.kind == "say")


def refusal(house, campaign, file=RIGHT):
    with pytest.raises(NotNow) as refused:
        prepare(house, campaign, file)
    assert len(str(refused.value).splitlines()) == 1
    return str(refused.value)


def told_now(house, language="ja"):
    prompts, policy = house.parts.prompts, house.desk.policy
    found = running(house.parts.engine, prompts, language, house.now, Channel.WEB, policy)
    return [one.words for one in found]


def test_a_correction_goes_to_those_who_were_reached_in_their_language_on_the_same_day(house):
    everybody = (LISTENS, HANGS_UP, NOBODY, MACHINE, f"{ENGLISH},en,見本市東区")
    wrong = house.run(*everybody, retry=ONCE)

    right = correct(house, wrong)

    prompts, said = house.parts.prompts, heard(house.calls_to(ENGLISH)[1])
    calls = [len(house.calls_to(row.split(",")[0])) for row in everybody]
    assert calls == [2, 2, 1, 2, 2]
    assert "Something in our warning of 24 November was wrong. This is right." in said
    assert prompts.warning_body("en", "refund-at-machine") in said
    assert prompts.frame("en", "call.closing") in said
    assert {row.area for row in house.deliveries(right) if row.language == "en"} == {"見本市東区"}
    assert house.now.day == 24


def test_what_is_right_stands_after_who_speaks_and_when_it_was_wrong(house):
    wrong = house.run(LISTENS)
    house.pass_time(hours=23)

    correct(house, wrong, OWN)

    said, prompts = heard(house.calls_to(LISTENS)[1]), house.parts.prompts
    parts = ["11月25日", "11月24日にお伝えした注意に、誤りがありました。", "お金を送らないで"]
    places = [said.index(part) for part in [*parts, prompts.frame("ja", "call.closing")]]
    assert places == sorted(places)


def test_an_approver_is_not_shown_our_own_words_to_look_at(house):
    wrong, prompts = house.run(LISTENS), house.parts.prompts
    draft = prepare(house, wrong, "warning: police-banking")

    found = check_campaign(draft.plan, draft.people, house.now, "right.yaml", prompts, earlier=draft.earlier)

    assert (found.exit_code, found.flags) == (0, [])
    assert found.inspection.good == draft.count == 1


def test_who_was_texted_is_texted_again(house):
    wrong = house.run(MOBILE, "090-1235-0009", "090-1236-0008", channel="sms")

    right = correct(house, wrong)

    first, second = house.texts_to(MOBILE)
    assert "11月24日の注意の訂正です。" in second.body
    assert "訂正" not in first.body
    assert (
        len(house.deliveries(right)) == 2
    )  # A text without a receipt may have come; one that failed has not.


def test_a_correction_has_its_own_copy_of_the_numbers(house):
    wrong = house.run(LISTENS)
    right = make(house, wrong)

    lifecycle.close(house.desk, wrong, house.tanaka, house.now)

    assert house.finish(go(house, right))
    assert len(house.calls_to(LISTENS)) == 2


def test_who_asked_not_to_be_called_hears_no_correction(house):
    wrong = house.run(LISTENS, ENGLISH)
    house.desk.do_not_call.add(PhoneNumber.parse(LISTENS), house.now, by="operator")

    right = correct(house, wrong)

    assert house.counts(right) == {"heard": 1, "refused": 1}


def test_a_correction_counts_for_the_caps_of_the_week(house):
    wrong = house.run(LISTENS)
    correct(house, wrong)
    house.run(LISTENS, name="another")

    days = [call.created_at.day for call in house.calls_to(LISTENS)]
    assert days[:2] == [24, 24]
    assert house.now.month == 12


def test_while_it_calls_or_rings_nothing_is_corrected(house):
    phone = house.resident(LISTENS)
    wrong = house.start(LISTENS, MOBILE, pace="{per_second: 0.001}")
    house.drive(lambda: phone.call is not None and phone.call.status == "ringing")

    assert "is still running: stop or pause it first" in refusal(house, wrong)
    lifecycle.pause(house.desk, wrong, house.tanaka, house.now)
    assert "has 1 call under way" in refusal(house, wrong)
    phone.answer()
    phone.hang_up()
    house.pass_time(seconds=2)

    assert prepare(house, wrong).count == 1


def test_wrong_words_do_not_go_on_when_somebody_corrects_them(house):
    wrong = house.start(*house.homes(3), pace="{per_second: 0.01}")
    house.pass_time(seconds=90)
    lifecycle.pause(house.desk, wrong, house.tanaka, house.now)
    house.pass_time(seconds=60)
    right = make(house, wrong)

    with pytest.raises(NotNow, match=f"is corrected by {right}"):
        lifecycle.resume(house.desk, wrong, house.tanaka, house.now)

    lifecycle.submit(house.desk, right, house.sato, house.now)
    lifecycle.reject(house.desk, right, house.tanaka, "it was right", house.now)
    assert lifecycle.resume(house.desk, wrong, house.tanaka, house.now)


def test_a_correction_does_not_start_beside_what_it_corrects(house):
    wrong = house.run(LISTENS)
    right = make(house, wrong)
    lifecycle.submit(house.desk, right, house.sato, house.now)
    lifecycle.approve(house.desk, right, house.tanaka, house.now)
    with Session(house.parts.engine) as session, session.begin():
        session.get_one(Campaign, wrong).state = "running"

    with pytest.raises(NotNow, match="is running: stop it first"):
        lifecycle.start(house.desk, right, house.tanaka, house.now)


def test_each_is_corrected_once_and_a_correction_never(house):
    wrong = house.run(LISTENS)
    waiting = prepare(house, wrong)
    right = correct(house, wrong)

    assert (
        refusal(house, wrong)
        == f"campaign {wrong} is corrected already, by {right} (finished): each is corrected once"
    )
    assert "a correction is not corrected" in refusal(house, right)
    with pytest.raises(NotNow, match="corrected already"):
        correcting.make(house.desk, waiting, house.sato, house.now)


def test_a_correction_that_was_rejected_makes_room_for_a_better_one(house):
    wrong = house.run(LISTENS)
    first = make(house, wrong)
    lifecycle.submit(house.desk, first, house.sato, house.now)
    lifecycle.reject(house.desk, first, house.tanaka, "the sum", house.now)

    second = correct(house, wrong)

    with Session(house.parts.engine) as session:
        assert corrected.correction_of(session, wrong).id == second
        assert session.get_one(Campaign, first).correction_of is None


@pytest.mark.parametrize("state", ["draft", "approved", "closed", "nobody"])
def test_what_cannot_be_corrected_says_why(house, state):
    make_it = {"draft": house.draft, "approved": house.approved}.get(state, house.run)
    campaign = make_it(NOBODY if state == "nobody" else LISTENS, retry=ONCE)
    if state == "closed":
        lifecycle.close(house.desk, campaign, house.tanaka, house.now)

    why = {
        "draft": "is draft and has reached nobody",
        "approved": "is approved and has reached nobody",
        "closed": "is closed and its numbers are gone: correct before the hold is over",
        "nobody": "has reached nobody",
    }
    assert why[state] in refusal(house, campaign)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("channel: sms", "channel: is voice in campaign"),
        ("audience: institution", "audience: is resident in campaign"),
        ("source: consent", "source: is public directory in campaign"),
        ("list: registered", "list: a correction goes to whom"),
        ("institutions: {}", "institutions: a correction goes to whom"),
    ],
)
def test_to_whom_and_how_comes_from_the_campaign_that_was_wrong(house, line, fault):
    wrong = house.run(LISTENS)

    with pytest.raises(PlanInvalid) as refused:
        prepare(house, wrong, f"{RIGHT}\n{line}")

    assert fault in str(refused.value)
    assert prepare(house, wrong, f"{RIGHT}\nchannel: voice\nsource: public directory").count == 1


def test_a_correction_needs_the_right_words(house):
    wrong = house.run(LISTENS)

    with pytest.raises(PlanInvalid, match="needs either warning or scripts"):
        prepare(house, wrong, "area: 見本市東区")


def test_once_it_is_corrected_nobody_is_told_the_wrong_words_any_more(house):
    wrong = house.run(LISTENS, window='{to: "17:00"}')
    before = told_now(house)
    right = go(house, make(house, wrong))

    after = told_now(house)

    prompts = house.parts.prompts
    assert prompts.warning_body("ja", "isa-bail", Channel.SMS) in before[0]
    assert len(after) == 1
    assert "11月24日の注意の訂正です。" in after[0]
    staff = notices(house.parts.engine, prompts, house.now, house.desk.policy)
    assert ["11月24日の注意の訂正です。" in dict(one.words)["ja"] for one in staff] == [True]
    assert house.finish(right)


def test_an_all_clear_needs_no_file_and_is_confirmed_by_a_key(house):
    warned = house.run(f"{PRESSES},ja", f"{LISTENS},en", NOBODY, audience="institution", retry=ONCE)

    over = correct(house, warned, None)

    prompts, said = house.parts.prompts, heard(house.calls_to(LISTENS)[1])
    assert "The fraud calls that we warned of on 24 November have become fewer." in said
    assert prompts.frame("en", "call.institution-closing") in said
    assert prompts.warning_body("en", "isa-bail") not in said
    assert house.counts(over) == {"acknowledged": 1, "heard": 1}
    assert len(house.calls_to(NOBODY)) == 1
    assert {row.name for row in house.deliveries(over)} == {"Bank"}


def test_homes_get_no_all_clear(house):
    assert "an all-clear goes to institutions alone" in refusal(house, house.run(LISTENS), None)


def test_a_correction_is_sealed_under_its_own_key(house):
    wrong = house.run(LISTENS)
    right = make(house, wrong)

    with Session(house.parts.engine) as session:
        rows = {row.campaign_id: (row.handle, row.sealed) for row in session.query(Delivery)}
    assert rows[wrong][0] != rows[right][0]
    assert rows[wrong][1] != rows[right][1]
