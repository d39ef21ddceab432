"""What a call of ours says: homes listen and can do nothing, institutions confirm with any key."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Delivery
from campaigns.pinned import Pinned, pinned, spoken
from carrier.speaking import Speaker
from carrier.twiml import Pause, Spoken, listen, speak
from db.clock import TOKYO
from prompts.library import Audience, Channel, Prompts

log = logging.getLogger("yobikake")
_A, _D = Attempt.__table__, Delivery.__table__
ONCE, PLAYINGS = 0, 2
"""A machine gets the message once from its start, whoever answers in person twice."""
SECONDS_FOR_A_KEY = 6
MADE_AHEAD = 512
_TOKEN = "t-o-k-e-n"  # noqa: S105 - stands in prepared documents where each call's own token goes
NOTHING = speak([])
"""For a token that is not ours, or not any more: the call ends."""


@dataclass(frozen=True, slots=True)
class Says:
    """Makes the documents of our calls; `base` is our public address."""

    prompts: Prompts
    base: str
    speaker: Speaker
    _made: dict[tuple[str, str, int, date, int], str] = field(default_factory=dict)

    def answer(self, session: Session, token: str, now: datetime) -> str:
        """Somebody took the call: the message, then on to its second playing."""
        return self._playing(session, token, 1, now)

    def heard(self, session: Session, token: str, now: datetime) -> str:
        """One whole playing has been heard; homes hear it once more, and the call ends by itself."""
        return self._playing(session, token, PLAYINGS, now)

    def machine(self, session: Session, token: str, now: datetime) -> str:
        """A machine has begun to record: the message anew, once."""
        return self._playing(session, token, ONCE, now)

    def confirm(self, session: Session, token: str, playing: int, key: str, now: datetime) -> str:
        """An institution pressed a key, or none came while the message played."""
        if key:
            found = _about(session, token)
            return self._thanks(found[1]) if found else NOTHING
        return NOTHING if playing >= PLAYINGS else self._playing(session, token, playing + 1, now)

    def _playing(self, session: Session, token: str, playing: int, now: datetime) -> str:
        found = _about(session, token)
        if found is None:
            return NOTHING
        campaign, language = found
        day = now.astimezone(TOKYO).date()
        prepared = (campaign, language, playing, day, self.speaker.stamp())
        document = self._made.get(prepared)
        if document is None:
            try:
                document = self._document(pinned(session, campaign), language, playing, day)
            except ValueError as fault:
                log.error("a call cannot speak and ends: %s", fault)
                return NOTHING
            if len(self._made) >= MADE_AHEAD:
                self._made.clear()
            self._made[prepared] = document
        return document.replace(_TOKEN, token)

    def _document(self, said: Pinned, language: str, playing: int, day: date) -> str:
        heard: list[Spoken] = []
        languages = spoken(said.plan, language)
        for tongue in languages:
            if playing > 1:
                heard.extend(self.speaker.speak(tongue, self.prompts.again(tongue)))
            message = self.prompts.fill_date(tongue, said.voice[tongue], day, Channel.VOICE)
            heard.extend((*self.speaker.speak(tongue, message), Pause(1)))
        if said.plan.audience == Audience.INSTITUTION:
            for tongue in languages:
                heard.extend(self.speaker.speak(tongue, self.prompts.frame(tongue, "call.acknowledge")))
            # Also of what sounds like a machine: it may be a person after all, who then can confirm.
            action = f"{self.base}/calls/{_TOKEN}/confirm/{playing or PLAYINGS}"
            return listen(heard, action, timeout=SECONDS_FOR_A_KEY)
        more = ONCE < playing < PLAYINGS
        return speak(heard, f"{self.base}/calls/{_TOKEN}/heard" if more else None)

    def _thanks(self, language: str) -> str:
        return speak(self.speaker.speak(language, self.prompts.frame(language, "call.acknowledged")))


def _about(session: Session, token: str) -> tuple[str, str] | None:
    rows = select(_A.c.campaign_id, _D.c.language).join_from(_A, _D, _D.c.id == _A.c.delivery_id)
    found = session.connection().execute(rows.where(_A.c.token == token)).first()
    return (found[0], found[1]) if found else None
