"""Somebody brings a recording to the console; the next call plays it."""

import io

import numpy as np
import pytest
import soundfile

pytestmark = pytest.mark.browser

PAGE = "/scripts/ja/sentences/frame-danger"
RATE = 16_000


def wav(seconds, level):
    """Something like speech."""
    time = np.arange(int(seconds * RATE)) / RATE
    sound = np.sin(2 * np.pi * 200 * time) * (1.1 + np.sin(2 * np.pi * 4 * time)) * level
    out = io.BytesIO()
    soundfile.write(out, sound, RATE, format="WAV")
    return {"name": "take-1.wav", "mimeType": "audio/wav", "buffer": out.getvalue()}


def heard(office):
    """Return how the first sentence of a call to the Japanese hotline sounds: said, or played."""
    phone = office.telephone()
    phone.dial(office.parts.line.hotline[0].e164)
    kinds = [line.kind for line in phone.heard]
    phone.hang_up()
    return kinds[0]


def test_a_recording_is_checked_at_its_field_and_heard_in_the_next_call(office):
    tanaka = office.person("tanaka", "ja")
    page = tanaka.open(PAGE)
    assert heard(office) == "say"

    page.locator("#audio").set_input_files(wav(13, 0.0001))
    page.locator("main button.primary").click()
    page.locator("#audio[aria-invalid]").wait_for()
    assert page.locator("[role=alert]").inner_text()
    assert heard(office) == "say"

    page.locator("#audio").set_input_files(wav(13, 0.1))
    page.locator("main button.primary").click()
    page.locator("#audio:not([aria-invalid])").wait_for()
    assert page.locator("[role=status]").first.inner_text()
    assert heard(office) == "play"
