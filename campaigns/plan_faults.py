"""What is wrong with a campaign file, in one line each: which key, what it must be, what it is."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

WARNING_OR_SCRIPTS = "needs either warning or scripts, and not both"

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no key of a campaign file: correct or remove it",
    "invalid_key": "every key must be text",
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "string_type": "must be text: put it between quotes",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "is not written rightly",
    "string_too_long": "must have at most {max_length} letters",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "finite_number": "must be a number",
    "tuple_type": "must be a list such as [ja, en]",
    "too_short": "must not be empty",
    "too_long": "has too many entries",
    "enum": "must be one of: {expected}",
    "literal_error": "must be one of: {expected}",
    "dict_type": "must be keys and values",
    "model_type": "must be keys and values",
}


def lines(error: ValidationError, values: Mapping[str, object]) -> list[str]:
    """Word every fault of a plan; keys are named, and values only where they are short and no numbers."""
    found = [f"{_place(fault['loc'])}{_sentence(fault)}" for fault in error.errors(include_url=False)]
    if ("warning" in values) == ("scripts" in values) and values.get("enrolment") is not True:
        found.append(WARNING_OR_SCRIPTS)  # pydantic asks what concerns several keys only when each is right.
    return list(dict.fromkeys(found))


def _place(loc: tuple[int | str, ...]) -> str:
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step + 1}]"
        else:
            path += f".{_shown(step) or '…'}" if path else _shown(step) or "…"
    return f"{path}: " if path else ""


def _sentence(fault: Mapping[str, Any]) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind in {"value_error", "assertion_error"}:
        return f"{context['error']}{_is(fault)}"
    words = _WORDS.get(kind, fault["msg"].lower()).format_map(_plain(context))
    return words if kind in {"missing", "extra_forbidden"} else f"{words}{_is(fault)}"


def _plain(context: Mapping[str, Any]) -> dict[str, Any]:
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    return {**context, "expected": expected}


def _is(fault: Mapping[str, Any]) -> str:
    shown = _shown(fault["input"])
    return f" (is {shown})" if shown else ""


def _shown(value: object) -> str | None:
    """Return a value as it may be repeated: short, printable, and too few digits for a telephone number."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    short = len(text) <= 40 and text.isprintable() and sum(letter.isdigit() for letter in text) <= 5
    return text if short else None
