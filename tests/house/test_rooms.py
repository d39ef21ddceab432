"""The rooms of the house: who may know whom, and how large anything may grow."""

import ast
import subprocess
import sys

LONGEST = 200


def test_imports_go_one_way_and_only_the_carriers_room_knows_twilio(root):
    found = run(root, "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])")

    assert found.returncode == 0, found.stdout
    assert "2 kept" in found.stdout


def test_nothing_is_imported_that_is_not_declared(root):
    found = run(root, "from deptry.cli import cli; cli(['.'])")

    assert found.returncode == 0, found.stderr


def run(root, program):
    """Run a tool as a process of its own: one of them changes how everything logs."""
    return subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=root, capture_output=True, text=True, timeout=60
    )


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
