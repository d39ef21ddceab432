"""Listening to words from a page: by a recording, by a machine, or not at all; the words leave no trace."""

import io
import logging
import threading

import soundfile
from flask import render_template_string

from console import answers
from prompts.audio.entry import RECORDED
from prompts.audio.telephone import as_wav

LISTEN = "/listen"
PAGE = """{% import "console/_listen.html" as listen with context %}{{ listen.button(language, words) }}"""


def listen(browser, language, words):
    browser.read("/")
    with browser.client.session_transaction() as cookie:
        form = {"token": cookie["form"], "language": language, "words": words}
    return browser.client.post(LISTEN, data=form, headers={"Accept-Language": "en"})


def record(app, desk, language, words, sound, **about):
    store = app.extensions["recordings"]
    return store.put(language, words, "sentence", sound, "ann", desk.clock.now(), RECORDED, **about)


def beep(seconds):
    import numpy as np

    return as_wav(np.sin(np.arange(int(seconds * 8000)) / 3).astype("float32") * 0.3, 8000)


def seconds_of(answer):
    return soundfile.info(io.BytesIO(answer.data)).duration


def test_a_viewer_hears_the_recording_that_calls_play(app, desk, person):
    record(app, desk, "en", "Hang up.", beep(2))

    answer = listen(person("kato", "viewer"), "en", "Hang up.")

    assert (answer.status_code, answer.mimetype, answer.headers["X-Voice"]) == (200, "audio/wav", "call")
    assert seconds_of(answer) == 2


def test_other_words_are_not_that_recording(app, desk, person):
    record(app, desk, "vi", "Hang up.", beep(2))

    assert listen(person("kato", "viewer"), "vi", "Hang up now.").status_code == 404


def test_a_message_of_several_lines_is_heard_as_a_call_plays_it_with_todays_date(app, desk, person, prompts):
    for line in ("Hello.", prompts.day("en", desk.clock.now().date(), "voice"), "Hang up."):
        record(app, desk, "en", line, beep(1))

    answer = listen(person("kato", "viewer"), "en", "Hello.\n{date}\nHang up.")

    assert answer.headers["X-Voice"] == "call"
    assert seconds_of(answer) == 3.5


def test_without_a_recording_an_installed_machine_speaks_japanese(person):
    answer = listen(person("kato", "viewer"), "ja", "電話を切ってください。")

    assert (answer.status_code, answer.headers["X-Voice"]) == (200, "machine")
    assert 1 < seconds_of(answer) < 4


def test_a_language_that_nothing_here_speaks_says_so_in_words(person):
    answer = listen(person("kato", "viewer"), "mn", "Сайн байна уу.")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "no voice for this language is installed" in answer.get_data(as_text=True)


def test_an_unknown_language_and_no_words_at_all(person):
    browser = person("kato", "viewer")

    assert listen(browser, "xx", "Hello.").status_code == 404
    assert listen(browser, "ja", "").status_code == 404


def test_a_speech_of_a_minute_is_too_long(person):
    answer = listen(person("kato", "viewer"), "ja", "あ" * 600)

    assert answer.status_code == 413
    assert "shorter parts" in answer.get_data(as_text=True)


def test_callers_keep_their_threads_when_everybody_listens_at_once(app, person):
    browsers = [person(f"kato{n}", "viewer") for n in range(6)]
    talk = "これは訓練です。電話を切ってください。" * 4
    answers = []

    threads = [
        threading.Thread(target=lambda b=b, n=n: answers.append(listen(b, "ja", f"{talk}{n}").status_code))
        for n, b in enumerate(browsers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(set(answers)) == [200, 503]


def test_words_typed_in_a_larger_form_are_heard_without_sending_it(person):
    browser = person("kato", "viewer")
    browser.read("/")
    with browser.client.session_transaction() as cookie:
        form = {"token": cookie["form"], "listen": "ja words-ja", "words-ja": "切ってください。", "name": "x"}

    assert browser.client.post(LISTEN, data=form).status_code == 200


def test_the_words_stand_in_no_address_and_no_log(person, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = listen(person("kato", "viewer"), "ja", "ひみつの言葉。")

    assert "ひみつ" not in answer.request.url + caplog.text


def test_whoever_is_not_signed_in_hears_nothing(browser):
    assert listen(browser, "ja", "電話").status_code == 303


def test_the_button_carries_words_and_language_in_its_form_alone(app):
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        html = render_template_string(
            PAGE, language="ja", words="<b>", say=answers.say(), shown=answers.shown(), token="t"
        )

    assert 'name="words" value="&lt;b&gt;"' in html
    assert 'action="/listen" target="_blank"' in html
