"""The directory of institutions: brought in from a table, searched, enrolled, put right, taken out."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns import institutions, once
from campaigns.kinds import Kind
from campaigns.models import Campaign, Institution
from campaigns.people import Actor, NotAllowed, Role
from console.institutions import directory, tiles
from privacy.models import AuditEntry

PAGE, IMPORT, COVERAGE = "/institutions", "/institutions/import", "/institutions/coverage"
BANKS = """\
名称,電話番号,種別,地域,営業時間
旭銀行 二俣川支店,045-300-0001,銀行,横浜市旭区,9:00-15:00
旭郵便局,045-300-0002,郵便局,旭区,
港北書店,045-300-0003,店舗,横浜市港北区,
"""


@pytest.fixture
def yamada(person):
    return person("yamada", Role.EDITOR)


@pytest.fixture
def listed(desk):
    """Bring the three institutions in, as an editor would."""
    table = institutions.read(io.BytesIO(BANKS.encode()))
    institutions.bring_in(desk, table, Actor("sato", Role.EDITOR), desk.clock.now(), replace=False)

    def by_name():
        with Session(desk.engine) as session:
            return {row.name: row for row in session.scalars(select(Institution))}

    return by_name


@pytest.fixture
def enrolled(desk, listed):
    """Let one of them have confirmed its enrolment call yesterday."""
    with Session(desk.engine) as session, session.begin():
        of = update(Institution).where(Institution.name == "旭郵便局")
        session.execute(of.values(enrolled_at=desk.clock.now() - timedelta(days=1)))


def send(browser, table, **ticked):
    page = browser.read(IMPORT)
    page.forms[IMPORT].pop("skip")
    return browser.send(page, IMPORT, file=(io.BytesIO(table.encode()), "banks.csv"), **ticked)


def names(desk):
    with Session(desk.engine) as session:
        return set(session.scalars(select(Institution.name)))


def test_an_empty_directory_says_what_to_do_first(yamada):
    page = yamada.read(PAGE)

    assert "The directory is empty" in page.text
    assert IMPORT in page.links


def test_an_editor_brings_a_table_in_with_one_press(yamada, desk):
    page = send(yamada, BANKS)

    assert page.address == PAGE
    assert "Imported. New: 3, known before: 0, removed: 0." in page.text
    assert names(desk) == {"旭銀行 二俣川支店", "旭郵便局", "港北書店"}
    assert "0 known" not in send(yamada, BANKS).text


def test_no_page_shows_a_digit_of_a_number(yamada, listed):
    ids = [row.id for row in listed().values()]

    for path in (PAGE, COVERAGE, *(f"{PAGE}/{id}" for id in ids), f"{PAGE}/directory.csv"):
        page = yamada.client.get(path).get_data(as_text=True)
        assert not any(part in page for part in ("300-000", "3000001", "…01", "…02", "…03"))


@pytest.mark.parametrize("column", ["氏名", "メールアドレス", "contact"])
def test_a_table_with_a_column_for_persons_is_refused_by_name_and_nothing_is_stored(yamada, desk, column):
    page = send(yamada, BANKS.replace("営業時間", column))

    assert page.status == 422
    assert f"Column 5, “{column}”, may hold personal data" in page.text
    field = next(about for about in page.attributes("input") if about["name"] == "file")
    assert field["aria-describedby"] == "file-wrong file-how"
    assert names(desk) == set()


def test_bad_rows_stop_the_import_and_are_named_by_line_with_their_ends_alone(yamada, desk):
    page = send(yamada, BANKS + "日吉店,045-30,店舗,,\n,045-300-0077,店舗,,\n")

    assert page.status == 422
    assert "Nothing was imported" in page.text
    assert "5 no telephone number that exists" in page.text
    assert "6 no name …77" in page.text
    assert "045-300" not in page.source
    assert names(desk) == set()


def test_bad_rows_can_be_left_out(yamada, desk):
    page = send(yamada, BANKS + "日吉店,045-30,店舗,,\n", skip="1")

    assert "New: 3" in page.text
    assert "Rows to correct, which were left out: 1." in page.text
    assert "日吉店" not in names(desk)


def test_a_table_can_be_checked_without_storing_anything(yamada, desk):
    page = send(yamada, BANKS + "旭銀行 本店,045-300-0001,銀行,朝日区,\n", check="1")

    assert page.status == 200
    assert "Rows that can be taken: 3" in page.text
    assert "Repeated rows, which count once: 1" in page.text
    assert "New: 3, known: 0. Replacing would remove: 0." in page.text
    assert names(desk) == set()


def test_a_check_tells_what_to_replace_would_take_out(yamada, listed, desk):
    page = send(yamada, "name,number\n新しい銀行,045-300-0009\n旭郵便局,045-300-0002\n", check="1")

    assert "New: 1, known: 1. Replacing would remove: 2." in page.text
    assert "Replace all 3 with this table (what it lacks is gone for good)" in page.source
    assert len(listed()) == 3


def test_areas_that_are_no_places_are_told_and_taken(yamada, desk):
    page = send(yamada, BANKS.replace("横浜市港北区", "横浜市コウホク区"))

    assert "横浜市コウホク区" in page.text
    assert "check whether they are mistyped" in page.text
    assert len(names(desk)) == 3


def test_to_replace_takes_out_what_the_table_lacks(yamada, listed, desk):
    page = send(yamada, "name,number\n新しい銀行,045-300-0009\n", how="replace")

    assert "New: 1, known before: 0, removed: 3." in page.text
    assert names(desk) == {"新しい銀行"}


def test_without_a_file_the_field_says_so(yamada):
    page = send(yamada, "")

    assert page.status == 422
    assert "Choose a file." in page.text


@pytest.fixture
def typed():
    return {
        "name": "瀬谷信用金庫",
        "number": "０４５-300-0042",
        "kind": "bank",
        "area": "横浜市瀬谷区",
        "language": "en",
    }


def test_one_that_asks_to_be_told_is_added_by_hand(yamada, listed, typed):
    path = f"{PAGE}/add"

    page = yamada.send(yamada.read(path), path, **typed)

    row = listed()["瀬谷信用金庫"]
    assert "瀬谷信用金庫 is in the directory." in page.text
    assert (row.kind, row.area, row.language, row.enrolled_at) == ("bank", "横浜市瀬谷区", "en", None)
    again = yamada.send(yamada.read(path), path, **{**typed, "name": "瀬谷信金"})
    assert "were in the directory before" in again.text
    assert len(listed()) == 4


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "no name"),
        ({"name": "銀行 045-300-0042"}, "plain words"),
        ({"name": "", "number": "", "kind": "", "area": "", "language": ""}, "no name"),
        ({"number": "045-30"}, "no telephone number"),
        ({"number": ""}, "no telephone number"),
        ({"extension": "front desk"}, "must be digits"),
        ({"area": "<b>"}, "the name of a place"),
        ({"hours": "call 045-300-0042"}, "at most 80"),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field_and_the_number_is_not_shown_again(
    yamada, desk, typed, wrong, says
):
    path = f"{PAGE}/add"

    page = yamada.send(yamada.read(path), path, **{**typed, **wrong})

    field = next(iter(wrong))
    marked = [about["name"] for about in page.attributes("input") if "aria-invalid" in about]
    assert (page.status, marked) == (422, [field])
    assert says in page.text
    assert page.forms[path]["number"] == ""
    assert "0042" not in page.source
    assert "area" in wrong or page.forms[path]["area"] == typed["area"]
    assert names(desk) == set()


def test_without_the_directorys_key_the_page_says_what_to_do(yamada, listed, desk):
    desk.keystore.destroy("directory")
    desk.keystore.forget("directory")

    page = send(yamada, BANKS)

    assert page.status == 409
    assert "Ask an administrator to bring back their export." in page.text


def test_the_directory_is_found_by_area_kind_state_and_name(yamada, listed, enrolled):
    def found(path):
        page = yamada.read(path)
        return {name for name in listed() if f">{name}</a>" in page.source}

    assert found(f"{PAGE}?area=横浜市旭区") == {"旭銀行 二俣川支店"}
    assert found(f"{PAGE}?area=横浜市旭区&area=旭区") == {"旭銀行 二俣川支店", "旭郵便局"}
    assert found(f"{PAGE}?kind=shop") == {"港北書店"}
    assert found(f"{PAGE}?state=not-enrolled") == {"旭銀行 二俣川支店", "港北書店"}
    page = yamada.send(yamada.read(PAGE), f"{PAGE}/find", words="郵便")
    assert "Found: 1" in page.text
    assert page.forms[f"{PAGE}/find"]["words"] == "郵便"
    assert "300" not in yamada.send(page, f"{PAGE}/find", words="045-300-0001").source


def test_a_long_directory_goes_on_on_a_second_page(yamada, desk):
    send(yamada, "name,number\n" + "\n".join(f"店 {n:03},045-300-{n:04}" for n in range(60)))

    first, second = yamada.read(PAGE), yamada.read(f"{PAGE}?page=2")

    assert "Page 1 of 2" in first.text
    assert ("店 049" in first.text, "店 050" in first.text) == (True, False)
    assert "店 059" in second.text


def test_the_enrolment_call_waits_for_somebody_elses_approval(yamada, listed, enrolled, desk):
    page = yamada.send(yamada.read(PAGE), f"{PAGE}/enrol")

    with Session(desk.engine) as session:
        (made,) = session.scalars(select(Campaign))
    assert (made.state, made.total, made.submitted_by) == ("submitted", 2, "yamada")
    assert "The enrolment call to 2 waits for approval." in page.text
    assert page.address == f"/campaigns/{made.id}"


def test_there_is_one_enrolment_call_at_a_time(yamada, listed, desk):
    page = yamada.read(PAGE)
    yamada.send(page, f"{PAGE}/enrol")

    again = yamada.send(page, f"{PAGE}/enrol")

    assert "An enrolment call waits or is under way." in again.text
    assert f"{PAGE}/enrol" not in yamada.read(PAGE).forms
    with Session(desk.engine) as session:
        assert len(session.scalars(select(Campaign)).all()) == 1


def test_an_entry_is_put_right_and_stays_enrolled(yamada, listed, enrolled, desk):
    path = f"{PAGE}/{listed()['旭郵便局'].id}"

    page = yamada.send(yamada.read(path), path, name="旭中央郵便局", kind="post office", language="en")

    row = listed()["旭中央郵便局"]
    assert "旭中央郵便局 was put right." in page.text
    assert (row.kind, row.area, row.language) == ("post office", "旭区", "en")
    assert row.enrolled_at is not None
    with Session(desk.engine) as session:
        act = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert (act.actor, act.act) == ("yamada", "institution change")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "no name"),
        ({"name": "銀行 045-300-0001"}, "plain words"),
        ({"hours": "045-300-0001"}, "hours"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_with_what_was_typed(yamada, listed, typed, says):
    path = f"{PAGE}/{listed()['旭郵便局'].id}"

    page = yamada.send(
        yamada.read(path), path, **{"kind": "shop", "language": "ja", "area": "青葉区", **typed}
    )

    (field,) = typed
    wrong = [about["name"] for about in page.attributes("input") if "aria-invalid" in about]
    assert (page.status, wrong) == (422, [field])
    assert says in page.text
    assert page.forms[path]["area"] == "青葉区"
    assert "旭郵便局" in listed()


def test_a_viewer_puts_nothing_right_by_any_way(listed, desk):
    about = institutions.Described("x", Kind.OTHER, None, "ja", None)

    with pytest.raises(NotAllowed):
        institutions.describe(
            desk, listed()["旭郵便局"].id, about, Actor("mori", Role.VIEWER), desk.clock.now()
        )

    assert "旭郵便局" in listed()


def test_an_entry_is_taken_out_for_good(yamada, listed):
    path = f"{PAGE}/{listed()['旭郵便局'].id}"

    page = yamada.send(yamada.read(path), f"{path}/remove")

    assert "旭郵便局 was removed from the directory." in page.text
    assert "旭郵便局" not in listed()
    assert yamada.read(path).status == 404


def test_a_viewer_sees_names_and_no_form(person, listed):
    mori = person("mori", Role.VIEWER)

    pages = [mori.read(path) for path in (PAGE, IMPORT, COVERAGE, f"{PAGE}/{listed()['旭郵便局'].id}")]

    assert "旭郵便局" in pages[0].text
    assert {form for page in pages for form in page.forms} == {"/sign-out", PAGE, f"{PAGE}/find"}


def test_the_table_that_is_saved_has_no_numbers_and_opens_in_excel(yamada, listed):
    body = yamada.client.get(f"{PAGE}/directory.csv", headers={"Accept-Language": "ja"}).data

    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[0] == ["名称", "種別", "地域", "言語", "営業時間", "登録", "前回の注意"]
    assert ["旭銀行 二俣川支店", "金融機関", "横浜市旭区", "ja", "9:00-15:00", "", "未登録"] in rows


def test_a_name_that_looks_like_a_formula_is_none_in_the_table(yamada, desk):
    send(yamada, "name,number\n=1+1,045-300-0001\n")

    assert b"'=1+1" in yamada.client.get(f"{PAGE}/directory.csv").data


def test_the_tiles_show_where_nobody_is(yamada, listed, enrolled, desk):
    found = tiles.covered(directory.entries(desk.engine), ["見本市東区"])

    by_place = {tile.place: tile for tile in found.tiles}
    asahi, naka = by_place["横浜市旭区"], by_place["横浜市中区"]
    assert (asahi.count, asahi.enrolled, set(asahi.areas)) == (2, 1, {"旭区", "横浜市旭区"})
    assert (naka.count, naka.shade) == (0, "none")
    assert [tile.place for tile in found.elsewhere] == ["見本市東区"]
    page = yamada.read(COVERAGE)
    assert f"Of {len(found.tiles)} municipalities and wards, 2 have institutions" in page.text
    assert any("area=%E6%97%AD%E5%8C%BA" in link for link in page.links)


def test_a_line_whose_areas_are_no_places_has_no_tiles_of_a_prefecture():
    found = tiles.covered([], ["見本市東区"])

    assert (found.prefecture, found.tiles) == ("", [])
    assert [tile.place for tile in found.elsewhere] == ["見本市東区"]


def test_a_second_press_enrols_nobody_twice(yamada, listed, desk):
    page = yamada.read(PAGE)
    with once.alone(desk, "enrolment"):
        second = yamada.send(page, f"{PAGE}/enrol")

    assert second.address == "/approvals"
    with Session(desk.engine) as session:
        assert session.scalars(select(Campaign)).all() == []
