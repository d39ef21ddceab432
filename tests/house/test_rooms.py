"""The rooms of the house: who may know whom, and how large anything may grow."""

import ast
import subprocess
import sys

from importlinter.cli import lint_imports

LONGEST = 200


def test_imports_go_one_way_and_only_the_carriers_room_knows_twilio(root):
    assert lint_imports(str(root / "pyproject.toml"), no_cache=True) == 0


def test_nothing_is_imported_that_is_not_declared(root):
    found = subprocess.run(
        [sys.executable, "-m", "deptry", "."],
        check=False,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert found.returncode == 0, found.stderr


def test_no_module_grows_too_long(root, modules):
    lengths = {str(path.relative_to(root)): len(path.read_text("utf-8").splitlines()) for path in modules}

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_module_says_in_its_first_line_what_it_is_for(root, modules):
    silent = [str(path.relative_to(root)) for path in modules if not _says_what_for(path)]

    assert len(modules) > 100
    assert silent == []


def _says_what_for(path):
    sentence, *more = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines() or [""]
    return 10 < len(sentence) <= 110 and sentence.endswith((".", "?")) and more[:1] in ([], [""])
