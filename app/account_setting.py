"""The settings of the organisation's own accounts (OpenID Connect): all together, or none."""

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from flask import Flask
from pydantic import AfterValidator

if TYPE_CHECKING:
    from app.settings import Settings

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def read_issuer(url: str) -> str:
    """Return an issuer's address as it is; raises ValueError."""
    parts = urlsplit(url)
    if not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be the provider's issuer, like https://accounts.example.jp")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("must begin with https:// (http only on this machine itself)")
    return url


Issuer = Annotated[str, AfterValidator(read_issuer)]


def account_faults(given: "Settings") -> list[str]:
    """Return one line for each setting that is missing or too much."""
    both, secret = given.oidc_client_secret and given.oidc_client_secret_file, _has_secret(given)
    faults = ["OIDC_CLIENT_SECRET: give it or OIDC_CLIENT_SECRET_FILE, not both"] if both else []
    needed = {
        "OIDC_ISSUER": given.oidc_issuer,
        "OIDC_CLIENT_ID": given.oidc_client_id,
        "OIDC_CLIENT_SECRET": secret,
    }
    if any(needed.values()):
        missing = [name for name, one in needed.items() if not one]
        faults += [f"{name}: needed for the organisation's accounts" for name in missing]
        if importlib.util.find_spec("authlib") is None:
            faults.append("OIDC_ISSUER: needs the extra `oidc`: pip install 'yobikake[oidc]'")
    return faults


def organisation_of(app: Flask, given: "Settings") -> Any:
    """Return who vouches for people, or None where no accounts are set; the library is loaded only here."""
    if given.oidc_issuer is None:
        return None
    secret = given.oidc_client_secret or _read(given.oidc_client_secret_file)
    made = importlib.import_module("console.organisation").OpenID
    return made(app, given.oidc_issuer, given.oidc_client_id, secret)


def _has_secret(given: "Settings") -> bool:
    if given.oidc_client_secret:
        return True
    try:
        return given.oidc_client_secret_file is not None and bool(_read(given.oidc_client_secret_file))
    except OSError:
        return False


def _read(file: Path | None) -> str:
    return file.read_text("utf-8").strip() if file else ""
