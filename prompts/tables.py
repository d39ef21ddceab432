"""Reads TOML files once, and makes frozen records of their tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from prompts.faults import Fault, PromptsInvalid

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    R = TypeVar("R", bound=DataclassInstance)
else:
    R = TypeVar("R")

HERE = Path(__file__).parent


def shown(path: Path) -> str:
    """Return a path as faults name it: from the prompts room on, or as it is."""
    return f"prompts/{path.relative_to(HERE)}" if path.is_relative_to(HERE) else str(path)


def read(path: Path) -> dict[str, Any]:
    """Return the tables of a file; raises PromptsInvalid when it is missing or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise PromptsInvalid([Fault(shown(path), "file", "cannot be read", "put it there")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PromptsInvalid([Fault(shown(path), "file", f"is no TOML: {error}", "mend it")]) from None


def record(kind: type[R], where: Path, id: str, table: Mapping[str, Any]) -> R:
    """Make a record of a table: lists become tuples; raises PromptsInvalid on unknown or missing keys."""
    known = {field.name: field for field in fields(kind)}
    required = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    faults = [
        Fault(shown(where), id, f"unknown key {key!r}", "remove it or spell it right")
        for key in table.keys() - known.keys()
    ]
    faults += [
        Fault(shown(where), id, f"key {key!r} is missing", "add it") for key in required - table.keys()
    ]
    if faults:
        raise PromptsInvalid(faults)
    return kind(**{key: _frozen(value) for key, value in table.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
