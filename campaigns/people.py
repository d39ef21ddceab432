"""Who may do what to a campaign."""

import enum
from dataclasses import dataclass


class Role(enum.StrEnum):
    """What an operator may do; each may also do what the ones before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


_ORDER = list(Role)


class NotAllowed(Exception):
    """This person may not do this; the text says who may."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, under the name that the audit keeps."""

    name: str
    role: Role
    system_user: str = ""
    """The account of the machine from which it was done, where a person typed a command."""

    def must_be(self, role: Role, act: str) -> None:
        """Raise NotAllowed unless this person has the role or a higher one."""
        if _ORDER.index(self.role) < _ORDER.index(role):
            raise NotAllowed(f"{self.name} ({self.role}) may not {act}: ask somebody with the role {role}")
