"""The table of the line file that says how approvers hear of what waits for them."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from app.account_setting import LOOPBACK
from app.line_parts import Part
from app.settings import SettingsInvalid
from campaigns import reminders
from campaigns.durations import read_duration

Address = Annotated[str, StringConstraints(pattern=r"^[^@\s,<>]{1,64}@[^@\s,<>]{1,250}$")]
_Length = Annotated[timedelta, BeforeValidator(read_duration)]


def _reachable(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return url
    raise ValueError("must begin with https:// (http only on this machine itself)")


class Approvals(Part):
    """How approvers are told: by a webhook, by mail, and their deputies by mail after a while."""

    webhook: Annotated[str, AfterValidator(_reachable)] | None = None
    mail_to: tuple[Address, ...] = ()
    mail_from: Address | None = None
    deputies: tuple[Address, ...] = ()
    deputies_after: Annotated[_Length, Field(ge=timedelta(minutes=1), le=timedelta(days=7))] | None = None
    lapse_after: Annotated[_Length, Field(ge=timedelta(hours=1), le=timedelta(days=30))] = timedelta(days=7)

    @model_validator(mode="after")
    def _together(self) -> "Approvals":
        if bool(self.deputies) != (self.deputies_after is not None):
            raise ValueError("deputies and deputies_after: give both or neither")
        if (self.mail_to or self.deputies) and self.mail_from is None:
            raise ValueError("mail_from: say from which address the mails come")
        return self

    def must_reach(self, mail_server: str | None) -> None:
        """Raise SettingsInvalid where somebody hears by mail, and there is no mail server."""
        if (self.mail_to or self.deputies) and not mail_server:
            raise SettingsInvalid("SMTP_URL: needed: the line's approvals are told by mail")

    def ways(self) -> reminders.Approvals:
        """Return what the campaigns room has to know of it."""
        ways = (*([reminders.WEBHOOK] if self.webhook else []), *([reminders.MAIL] if self.mail_to else []))
        return reminders.Approvals(ways, self.deputies_after, self.lapse_after)
