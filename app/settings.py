"""The settings: read from the environment once, checked together, frozen."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from app.account_setting import LOOPBACK, Issuer, account_faults
from app.clock_setting import read_clock
from app.mail_setting import MailServer
from db.clock import Clock, SystemClock


class SettingsInvalid(Exception):
    """One line for each setting that is missing or wrong."""


class Settings(BaseModel):
    """What an installation is told by its environment. Secrets do not print."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    yobikake_service_key: str | None = Field(None, repr=False)
    yobikake_service_key_file: Path | None = None
    yobikake_data: Path = Path("data")
    keystore: Path | None = None
    database_url: str = Field("", repr=False)
    public_base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    line: Path | None = None
    carrier: Literal["simulator", "twilio"] = "simulator"
    twilio_account_sid: str = "AC" + "0" * 32
    twilio_auth_token: str = Field("training", repr=False)
    twilio_auth_token_previous: str | None = Field(None, repr=False)
    twilio_api_base_url: str | None = None
    twilio_edge: str | None = None
    voice_from: str | None = None
    """One or several, with commas between them; so is `sms_from`."""
    sms_from: str | None = None
    sender_pace: float | None = Field(None, gt=0)
    engine: Literal["local", "rabbitmq"] = "local"
    broker_url: str | None = Field(None, repr=False)
    yobikake_clock: str | None = None
    approvals_secret: str | None = Field(None, min_length=16, repr=False)
    smtp_url: MailServer | None = Field(None, repr=False)
    oidc_issuer: Issuer | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = Field(None, repr=False)
    oidc_client_secret_file: Path | None = None
    trusted_proxies: int = Field(0, ge=0, le=5)  # So many write X-Forwarded-For truly.

    @field_validator("public_base_url")
    @classmethod
    def _reachable(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address like https://line.example.jp")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("must begin with https:// (http only on this machine itself)")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url and not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://)", url):
            raise ValueError("must be sqlite:///FILE or postgresql://...")
        return url

    @field_validator("voice_from", "sms_from")
    @classmethod
    def _sender(cls, value: str | None) -> str | None:
        for one in _several(value):
            if not re.fullmatch(r"\+[1-9]\d{6,14}|[A-Za-z0-9 ]{3,11}", one):
                raise ValueError(
                    "must be numbers in the form +81..., with commas between, or senders' names for texts"
                )
        return value

    @field_validator("yobikake_clock")
    @classmethod
    def _clock_form(cls, value: str | None) -> str | None:
        if value is not None:
            read_clock(value)
        return value

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        faults = list(self._faults())
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def _faults(self) -> "list[str]":
        faults = []
        if self.yobikake_service_key and self.yobikake_service_key_file:
            faults.append("YOBIKAKE_SERVICE_KEY: give it or YOBIKAKE_SERVICE_KEY_FILE, not both")
        if self.engine == "rabbitmq":
            faults.append(
                "ENGINE: rabbitmq is not available in this version; leave it out or set ENGINE=local"
            )
        if self.yobikake_clock and not self.training:
            faults.append("YOBIKAKE_CLOCK: only where the carrier's address is on this machine; leave it out")
        if self.carrier == "simulator" and not self.training:
            faults.append(
                "TWILIO_API_BASE_URL: the embedded carrier must be on this machine (http://127.0.0.1:...)"
            )
        return faults + account_faults(self) + (self._live_faults() if not self.training else [])

    def _live_faults(self) -> "list[str]":
        faults = []
        if not (self.yobikake_service_key or self.yobikake_service_key_file):
            faults.append(
                "YOBIKAKE_SERVICE_KEY: needed on a live carrier: `openssl rand -base64 32` makes one"
            )
        if not re.fullmatch(r"AC[0-9a-f]{32}", self.twilio_account_sid) or set(
            self.twilio_account_sid[2:]
        ) == {"0"}:
            faults.append("TWILIO_ACCOUNT_SID: needed on a live carrier: AC and 32 hexadecimal digits")
        if self.twilio_auth_token == "training":  # noqa: S105 - the name of the built-in one, no secret
            faults.append("TWILIO_AUTH_TOKEN: needed on a live carrier")
        if not self.voices or not all(one.startswith("+81") for one in self.voices):
            faults.append("VOICE_FROM: must be a +81 number on a live carrier, or several")
        if self.line is None:
            faults.append("LINE: needed on a live carrier: the built-in line is a sample")
        if not self.public_base_url.startswith("https://"):
            faults.append("PUBLIC_BASE_URL: must begin with https:// on a live carrier")
        return faults

    @property
    def voices(self) -> tuple[str, ...]:
        """Return the numbers that calls come from; the first is the one that callers are told."""
        return _several(self.voice_from)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the numbers or names that texts come from."""
        return _several(self.sms_from)

    @property
    def training(self) -> bool:
        """Tell whether the carrier stands on this machine, so that nobody outside can be rung."""
        base = self.carrier_base_url
        return base is not None and urlsplit(base).hostname in LOOPBACK

    @property
    def carrier_base_url(self) -> str | None:
        """Return where the carrier's interface is, or None for the vendor's own address."""
        if self.twilio_api_base_url is None and self.carrier == "simulator":
            return "http://127.0.0.1:8081"
        return self.twilio_api_base_url

    @property
    def pace(self) -> float | None:
        """Return calls a second over all campaigns: 1 on a live carrier unless set, else no limit of ours."""
        return self.sender_pace if self.sender_pace or self.training else 1.0

    def clock(self) -> Clock:
        """Return the clock that everything is told the time by."""
        return read_clock(self.yobikake_clock) if self.yobikake_clock else SystemClock()


NAMES = [name.upper() for name in Settings.model_fields]


def _several(value: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in value.split(","))) if value else ()


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Read all settings; raises SettingsInvalid naming every fault. Empty values count as not given."""
    source = os.environ if environment is None else environment
    given = {name.lower(): source[name] for name in NAMES if source.get(name)}
    faults = _wrong(given)
    if not faults:
        return Settings.model_validate(given)
    # What concerns several settings is only asked where each is right, so the wrong ones are left out once.
    right = {name: value for name, value in given.items() if name.upper() not in faults}
    for name, words in _wrong(right).items():
        faults.setdefault(name, words)
    raise SettingsInvalid("\n".join(faults.values()))


def _wrong(given: Mapping[str, str]) -> dict[str, str]:
    """Return one line for each setting that is wrong, by its name."""
    try:
        Settings.model_validate(given)
    except ValidationError as trouble:
        found = {}
        for fault in trouble.errors(include_input=False, include_url=False):
            text = fault["msg"].removeprefix("Value error, ")
            where = "".join(f"{part}".upper() + ": " for part in fault["loc"])
            found.update({line.partition(":")[0]: line for line in f"{where}{text}".splitlines()})
        return found
    return {}
