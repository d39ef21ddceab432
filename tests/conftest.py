"""What every room's stories may ask for: services, databases, and the carrier's own rules."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

pytest_plugins = ["tests.support.services", "tests.support.databases"]


@pytest.fixture(scope="session")
def twiml_rules() -> ModuleType:
    """What the carrier has published about its documents, written down apart from the product."""
    path = Path(__file__).parent / "carrier" / "twiml_rules.py"
    spec = importlib.util.spec_from_file_location("twiml_rules", path)
    assert spec is not None
    assert spec.loader is not None
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    return rules
