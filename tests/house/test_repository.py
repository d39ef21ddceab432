"""What a newcomer finds: the targets to type, the processes to run, and nothing that leads outside."""

import os
import re
import subprocess

import pytest

OUTSIDE = re.compile(r"(\.\.|/work)/" + "shared")
"""Papers beside the repository, which a clone of it does not have."""
TARGETS = ["services", "lint", "test", "test-on-postgres"]


@pytest.fixture(scope="module")
def files(root):
    """All text files that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {name: root / name for name in listed.stdout.splitlines()}
    return {name: _text(path) for name, path in found.items() if path.is_file()}


def _text(path):
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("target", ["demo", "services", "lint", "test", "test-on-postgres", "bench"])
def test_make_has_what_the_readme_promises(root, target):
    assert re.search(rf"^{target}:", (root / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_procfile_names_what_runs(root):
    processes = dict(line.split(": ", 1) for line in (root / "Procfile").read_text("utf-8").splitlines())

    assert processes == {"release": "yobikake db upgrade", "web": "yobikake web", "worker": "yobikake worker"}


def test_continuous_integration_runs_services_lint_and_tests_on_both_databases(root):
    script = (root / ".ci/run").read_text("utf-8")

    assert os.access(root / ".ci/run", os.X_OK)
    assert re.findall(r"^make (.+)", script, re.MULTILINE) == TARGETS


def test_nothing_reads_papers_from_outside(files):
    assert len(files) > 200
    assert [name for name, text in files.items() if OUTSIDE.search(text)] == []
