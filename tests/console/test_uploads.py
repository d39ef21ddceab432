"""Files that a browser sends: never on a disk, not without end, and only where a page takes them."""

import io
import os
import sys

import pytest

from campaigns.people import Role
from console import uploads
from privacy.number import PhoneNumber
from privacy.scan import scan

IMPORT = "/institutions/import"
ROWS = "\n".join(f"{'長い名称' * 45}{n:05},045-{300 + n // 10000}-{n % 10000:04}" for n in range(9_000))
FIVE_MEGABYTES = f"name,number\n{ROWS}\n".encode()
OPENED = []


def note(event, details):
    """Note each file that this process opens to write: also one without a name, which no folder shows."""
    if event == "open" and isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR):
        OPENED.append(str(details[0]))


@pytest.fixture(scope="module", autouse=True)
def watched():
    sys.addaudithook(note)


@pytest.fixture
def yamada(person):
    return person("yamada", Role.EDITOR)


def form(table, **fields):
    """Return a form with a file as a browser sends it; the test client's own would be spooled to a disk."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="banks.csv"\r\nContent-Type: text/csv\r\n\r\n' + table)
    begin = b"--x\r\nContent-Disposition: form-data; "
    return b"".join(begin + part + b"\r\n" for part in parts) + b"--x--\r\n"


def post(browser, table, path=IMPORT, **fields):
    browser.read(IMPORT)
    with browser.client.session_transaction() as cookie:
        token = cookie.get("form", "")
    sent = form(table, **{"token": token, **fields})
    OPENED.clear()
    return browser.client.post(
        path,
        input_stream=io.BytesIO(sent),
        content_length=len(sent),
        content_type="multipart/form-data; boundary=x",
        headers={"Accept-Language": "en"},
    )


def test_the_watch_sees_what_the_framework_would_do_by_itself(app, yamada):
    app.request_class = type("Plain", (uploads.Request,), {"_get_file_stream": spooled})

    post(yamada, FIVE_MEGABYTES, check="1")

    assert [path for path in OPENED if not path.endswith(".sqlite")]


def spooled(self, *given, **named):
    return super(uploads.Request, self)._get_file_stream(*given, **named)


@pytest.mark.sqlite
def test_a_table_of_five_megabytes_is_read_and_leaves_nothing_on_a_disk(yamada, tmp_path):
    assert len(FIVE_MEGABYTES) > 5 * 1000 * 1000

    answer = post(yamada, FIVE_MEGABYTES, check="1")

    assert "Rows that can be taken: 9,000" in answer.text
    assert [path for path in OPENED if ".sqlite" not in path] == []
    assert list(scan([tmp_path], [PhoneNumber.parse("045-300-0001")])) == []


def test_a_file_above_the_limit_is_refused_in_words(yamada):
    answer = post(yamada, b"x" * (uploads.TABLE + 100_000))

    assert answer.status_code == 413
    assert "This file is too large" in answer.text
    assert "At most 20 megabytes can be sent at once." in answer.text


def test_a_page_that_takes_no_files_takes_none(yamada):
    answer = post(yamada, b"x" * 70_000, path="/wishes/do-not-call")

    assert answer.status_code == 413


def test_who_is_not_signed_in_is_led_to_the_door_and_nothing_is_read(browser):
    answer = post(browser, b"x" * uploads.TABLE)

    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_a_form_without_its_token_is_not_taken_for_its_file(yamada):
    answer = post(yamada, FIVE_MEGABYTES, token="not ours")

    assert answer.status_code == 403


@pytest.mark.parametrize("field", ["another", ""])
def test_no_file_is_no_table(app, field):
    with app.test_request_context("/", method="POST", data={"file": (io.BytesIO(b""), "")}):
        assert uploads.table(field) is None
        assert uploads.table("file") is None


def test_a_table_is_read_from_its_beginning_every_time(app):
    with app.test_request_context("/", method="POST", data={"file": (io.BytesIO(b"number"), "a.csv")}):
        assert (uploads.table("file").read(), uploads.table("file").read()) == (b"number", b"number")
