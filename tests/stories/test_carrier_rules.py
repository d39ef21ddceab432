"""What goes over the wire, held against the carrier's rules: our calls, the hotline, texts, the fallback."""

import pytest

from app import fallback
from carrier.voices import VOICES
from prompts.library import Channel

LISTENS, SILENT = "045-{}-0006", "045-{}-0007"


def numbers(house):
    """A home for each language that is heard by a voice; every second one presses keys."""
    tongues = [tag for tag in house.parts.prompts.on(Channel.VOICE) if tag in VOICES]
    return tongues, [f"{(LISTENS, SILENT)[n % 2].format(300 + n)},{tag}" for n, tag in enumerate(tongues)]


@pytest.mark.parametrize("audience", ["resident", "institution"])
@pytest.mark.parametrize("together", [1, 2])
def test_calls_in_every_language_keep_the_rules(house, twiml_rules, audience, together):
    tongues, homes = numbers(house)

    house.run(
        *homes,
        audience=audience,
        languages=f"[{', '.join(tongues)}]",
        languages_per_call=together,
        area="横浜市旭区",
        pace="{per_second: 20, at_once: 50}",
    )

    documents = house.tap.documents
    assert len(documents) >= 2 * len(tongues) - len(tongues) // 2
    assert [twiml_rules.faults(document) for document in documents] == [[]] * len(documents)
    assert list(house.network.alerts) == []


def test_a_call_of_the_hotline_and_a_text_keep_the_rules(house, twiml_rules):
    phone = house.telephone("+819012340007")
    phone.dial(house.hotline)
    phone.press("9", "*", "2", "1", "1", "2", "1", "2", "*", "*", "7", "*", "#")
    phone.stay_silent()
    spoken = list(house.tap.documents)
    phone.text(house.hotline, "112")
    texts = house.tap.documents[len(spoken) :]

    assert [twiml_rules.faults(document) for document in spoken] == [[]] * len(spoken)
    assert [twiml_rules.faults_of_text(document) for document in texts] == [[]] * len(texts)
    assert (len(spoken), len(texts)) == (15, 1)


def test_the_files_for_the_carrier_alone_keep_the_rules(house, twiml_rules):
    prompts, line = house.parts.prompts, house.parts.line
    files = list(fallback.files(prompts, line, fallback.languages(prompts)))

    for name, document, _ in files:
        check = twiml_rules.faults_of_text if name == "sms.xml" else twiml_rules.faults
        assert check(document) == [], name
    assert len(files) >= 4
