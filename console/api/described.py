"""The description of the HTTP API (OpenAPI 3.1), made from the shapes that requests are held to."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from flask import current_app
from pydantic import BaseModel, ValidationError
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from console import known
from console.api.problems import MIME, of_fields
from console.api.shapes import ProblemDetails

_ALWAYS = {
    "400": "The request cannot be read.",
    "401": "No valid token.",
    "403": "The token is not good for this.",
    "413": "Too much was sent.",
    "422": "A field is wrong; `fields` names it.",
    "429": "Too often; `Retry-After` says when again.",
    "503": "The database does not answer.",
}
_OF_ONE = {"404": "There is no such thing."}
_OF_SENT = {"409": "It cannot be done now.", "415": "It was not JSON."} | _OF_ONE
_BEARER = SecurityScheme(
    name="token",
    data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer", description="`yobikake_...`"),
)


def _refuse(_request: Any, _answer: Any, fault: Exception | None, *_: Any) -> None:
    """Answer a request that does not keep to its shape; nothing is logged, what was sent least of all."""
    if isinstance(fault, ValidationError):
        plain = fault.errors(include_input=False, include_url=False, include_context=False)
        raise of_fields([dict(one) for one in plain])


def _trust(*_: Any) -> None:
    """Our own answers need no second look; a test holds them to the description."""


spec = SpecTree(
    "flask",
    title="Yobikake",
    description="Drafts and counts for other systems. Nothing can be submitted, approved, started or "
    "stopped here, and no telephone number is ever answered.",
    version=version("yobikake"),
    openapi_version="3.1.0",
    mode="strict",
    before=_refuse,
    after=_trust,
    validation_error_model=ProblemDetails,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _, child: child,
    security_schemes=[_BEARER],
    security={"token": []},
    page_templates={},
)


def answers(shape: type[BaseModel], status: int = 200) -> Answers:
    """Return what a view answers where all is well."""
    return Answers(**{f"HTTP_{status}": shape})


def description() -> Mapping[str, Any]:
    """Return the description for this installation: with its claims, and its own answers to what is wrong."""
    made: dict[str, Any] = current_app.extensions.get("api_description") or _made()
    current_app.extensions["api_description"] = made
    return made


def _made() -> dict[str, Any]:
    made: dict[str, Any] = spec._generate_spec()  # `spec` itself would be kept for all applications.
    for path, method, operation in _operations(made):
        for one in operation["parameters"]:
            if one["in"] == "path":
                one["schema"] = {"type": "string", "pattern": "^[a-z0-9]{1,12}$"}
        operation["responses"] = _with_problems(operation["responses"], path, method)
    claims = sorted(claim.removeprefix("C-") for claim in known.claims(current_app.extensions["prompts"]))
    made["components"]["schemas"]["AlertRequest"]["properties"]["claim"]["enum"] = claims
    return made


def _operations(made: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _with_problems(known_: Mapping[str, Any], path: str, method: str) -> dict[str, Any]:
    wrong = _ALWAYS | (_OF_SENT if method == "post" else {}) | (_OF_ONE if "{" in path else {})
    shape = {MIME: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    right = {status: one for status, one in known_.items() if int(status) < 400}
    problems = {status: {"description": words, "content": shape} for status, words in wrong.items()}
    return dict(sorted((right | problems).items()))
