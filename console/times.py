"""How instants are said on a page: when, how far off, and until when calls are allowed."""

from datetime import datetime

from campaigns.window import Hours
from console.words import Words
from db.clock import TOKYO


class Times:
    """What knows its words and the present instant, and says others by them."""

    __slots__ = ()
    say: Words
    now: datetime

    def when(self, at: datetime) -> str:
        """Return an instant in Japan's time."""
        return self.say.when(at, self.now)

    def here(self) -> str:
        """Return the present instant in Japan's time, for machines."""
        return self.now.astimezone(TOKYO).isoformat(timespec="seconds")

    def until(self, at: datetime) -> str:
        """Return how far off an instant is: in 18 minutes."""
        return self.say.until(at, self.now)

    def allowed(self, hours: Hours) -> str:
        """Return until when calls may begin in the hours of the line, or from when."""
        closes = hours.closes_at(self.now)
        if closes is not None:
            return self.say("header.until", time=self.when(closes))
        opens = hours.next_opening(self.now)
        if opens is None:
            return self.say("header.never")
        tomorrow = (opens.astimezone(TOKYO).date() - self.now.astimezone(TOKYO).date()).days == 1
        if tomorrow:
            return self.say("header.from-tomorrow", time=f"{opens.astimezone(TOKYO):%H:%M}")
        return self.say("header.from", time=self.when(opens))

    def by(self, name: str, at: datetime) -> str:
        """Return who did something, and when."""
        return self.say("by", name=name, time=self.when(at))
