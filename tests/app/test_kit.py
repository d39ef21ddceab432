"""Leaflet and card are made by one command, for a language at a time or several."""

import sys

import pytest

pytestmark = pytest.mark.usefixtures("noto")


def test_the_kit_is_three_files_in_a_folder(yobikake):
    out = yobikake.folder / "paper"

    said = yobikake("kit", "--language", "zh", "--out", out, PUBLIC_BASE_URL="https://line.example.jp")

    assert said.code == 0, said.err
    names = [f"{layout}-zh-Hans.pdf" for layout in ("leaflet", "card", "cards")]
    assert said.out.splitlines() == [str(out / name) for name in names]
    assert all((out / name).read_bytes().startswith(b"%PDF-") for name in names)
    assert said.err == ""


@pytest.mark.parametrize(
    ("address", "told"),
    [(None, "no QR code: set PUBLIC_BASE_URL"), ("http://127.0.0.1:8000", "this machine alone")],
)
def test_whoever_prints_hears_where_the_code_leads(yobikake, address, told):
    said = yobikake("kit", "--language", "ja", "--out", yobikake.folder, PUBLIC_BASE_URL=address)

    assert said.code == 0
    assert told in said.complaint


def test_several_languages_are_made_at_once(yobikake):
    said = yobikake("kit", "--language", "my", "--language", "ne", "--out", yobikake.folder)

    assert said.code == 0
    assert len(list(yobikake.folder.glob("*.pdf"))) == 6


@pytest.mark.parametrize("words", [["--language", "xx"], [], ["--language", "vi"]])
def test_a_language_that_is_none_or_not_ours_is_refused(yobikake, words):
    yobikake.names_itself_in("ja", "en")

    said = yobikake("kit", *words, "--out", yobikake.folder / "paper")

    assert said.code == 2
    assert said.complaint
    assert not (yobikake.folder / "paper").exists()


def test_words_that_are_too_long_for_the_paper_are_refused_and_nothing_is_left(yobikake):
    yobikake.names_itself_in("ja", "en")
    line = yobikake.folder / "line.toml"
    text = line.read_text("utf-8").replace(
        "Sample Prefecture Police fraud prevention call centre", "Police " * 17
    )
    line.write_text(text.replace("closed on public holidays", "closed on public holidays " * 5), "utf-8")

    said = yobikake("kit", "--language", "ja", "--language", "en", "--out", yobikake.folder / "paper")

    assert said.code == 2
    assert "card in en: the words are too long for the paper" in said.complaint
    assert not list(yobikake.folder.glob("paper/*"))


@pytest.fixture
def without_the_extra():
    """An installation that lacks what prints."""
    kept, sys.modules["typst"] = sys.modules.get("typst"), None
    yield
    del sys.modules["typst"]
    if kept is not None:
        sys.modules["typst"] = kept


def test_without_the_extra_the_command_says_what_to_install(yobikake, without_the_extra):
    said = yobikake("kit", "--language", "ja", "--out", yobikake.folder)

    assert said.code == 2
    assert "pip install 'yobikake[paper]'" in said.complaint


def test_an_installation_that_is_not_there_yet_is_left_alone(yobikake):
    data = yobikake.folder / "elsewhere"
    data.mkdir()

    its_own = {"YOBIKAKE_DATA": str(data), "DATABASE_URL": None}
    said = yobikake("kit", "--language", "ja", "--out", yobikake.folder, **its_own)

    assert said.code == 0
    assert list(data.iterdir()) == []
