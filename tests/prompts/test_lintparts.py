import pytest

from prompts import lintwords
from prompts.faults import PromptsInvalid

REST = r"""
[excuses]
before = []
after = []
but = []
[rules.key]
words = ['press (?:<digit>|<keys>)', '(?<!not )(?<=please )pay', '(?P<digit>zero)(?<=o)(?P=digit)']
[wanted]
"""
HEAD = "digit_words = ['<digit>']\nsharp = 'hash'\n"


def patterns(folder, parts):
    (folder / "xx.toml").write_text(HEAD + parts + REST, "utf-8")
    words = lintwords.load("xx", folder)
    return [one.pattern for one in (*words.digit_words, *words.rules["key"].words)]


def test_parts_are_put_in_and_may_use_earlier_ones(tmp_path) -> None:
    found = patterns(tmp_path, "[parts]\ndigit = '\\d|one'\nkeys = ['(?:star|', 'key <digit>)']\n")

    assert found[:2] == [r"\d|one", r"press (?:\d|one|(?:star|key \d|one))"]


def test_lookbehinds_and_named_groups_are_untouched(tmp_path) -> None:
    found = patterns(tmp_path, "[parts]\ndigit = 'one'\nkeys = 'star'\n")

    assert found[2:] == ["(?<!not )(?<=please )pay", "(?P<digit>zero)(?<=o)(?P=digit)"]


@pytest.mark.parametrize(
    "parts",
    ["[parts]\ndigit = 'one'\n", "[parts]\ndigit = '<keys>'\nkeys = 'star'\n", "[parts]\ndigit = '<keys>'\n"],
)
def test_an_unknown_part_is_named_with_its_file(tmp_path, parts) -> None:
    with pytest.raises(PromptsInvalid) as caught:
        patterns(tmp_path, parts)

    [fault] = caught.value.faults
    assert fault.file.endswith("xx.toml")
    assert fault.id == "<keys>"
