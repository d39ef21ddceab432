"""The port spoken to Twilio, and to every network that speaks as Twilio does."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from twilio.rest import Client  # type: ignore[import-untyped]

from carrier.errors import asking
from carrier.orders import call_form, text_form
from carrier.port import CallOrder, Carrier, Record, Refused, TextOrder
from carrier.records import call_record, is_call, once, reference_in, text_record, utc
from carrier.transport import CONNECT_SECONDS, READ_SECONDS, Transport

# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides: two repeats of a request to us
# that did not connect or met a fault of ours.
OVERRIDES = "#rc=2&rp=ct,5xx"
_NOT_FOUND = 20404
_INVALID_STATE = 21220
_PAGE = 1000
_OLDER = 200
"""So many texts older than what is looked for show that nothing newer follows."""


class TwilioCarrier(Carrier):
    """The telephone network behind Twilio's REST interface; safe to share between threads.

    `base_url` names another address of the same interface (the embedded carrier, a compatible network);
    without it `edge` chooses the entrance, for instance `tokyo`.
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        *,
        base_url: str | None = None,
        edge: str | None = None,
        pool_size: int = 20,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        address = base_url or (f"https://api.{edge}.us1.twilio.com" if edge else "https://api.twilio.com")
        self._transport = Transport(
            address, pool_size=pool_size, connect_seconds=connect_seconds, read_seconds=read_seconds
        )
        self._overrides = f"{OVERRIDES}&e={edge}" if edge and not base_url else OVERRIDES
        # The library would take account, edge and region from the environment, if it were given none.
        nowhere = {"TWILIO_EDGE": ""}
        self._client = Client(account_sid, auth_token, http_client=self._transport, environment=nowhere)
        self._client.api.base_url = address
        self._calls, self._texts = self._client.calls, self._client.messages

    def place(self, order: CallOrder) -> str:
        """Place one call and return its reference."""
        form = call_form(order, self._overrides)
        return reference_in(self._make(lambda: self._calls.create(**form)))

    def send(self, order: TextOrder) -> str:
        """Send one text and return its reference."""
        form = text_form(order, self._overrides)
        return reference_in(self._make(lambda: self._texts.create(**form)))

    def look_up(self, ref: str) -> Record:
        """Return what the carrier holds; it may lag behind the callbacks by some seconds."""
        resource = self._resource(ref)
        read = call_record if is_call(ref) else text_record
        return read(asking(resource.fetch))

    def list_calls(self, sender: str, since: datetime, *, limit: int = 1000) -> Iterator[Record]:
        """List calls from our sender; some may be older, back to the start of `since`'s day in UTC.

        Raises Unavailable when there are more than `limit`: a call missing from a list that was cut off would
        be taken for one that was never placed.
        """
        begun = {"from_": sender, "start_time_after": utc(since), "limit": limit + 1}
        # A call that waits at the carrier has no start time, and the filter would hide it.
        waiting = {"from_": sender, "status": "queued", "limit": limit + 1}
        found = [asking(lambda: self._calls.list(**waiting)), asking(lambda: self._calls.list(**begun))]
        return map(call_record, once(found, limit))

    def list_texts(self, sender: str, since: datetime, *, limit: int = 1000) -> Iterator[Record]:
        """List texts from our sender, likewise."""
        sent = {"from_": sender, "date_sent_after": utc(since), "limit": limit + 1}
        # A text that waits has no date either, and no status can be asked for; the newest come first.
        newest = asking(lambda: self._newest(sender, utc(since), limit))
        found = [newest, asking(lambda: self._texts.list(**sent))]
        return map(text_record, once(found, limit))

    def _newest(self, sender: str, since: datetime, limit: int) -> list[Any]:
        """Read texts, the newest first, until enough older ones have come: they are not in strict order."""
        found, older = [], 0
        for text in self._texts.stream(from_=sender, page_size=_PAGE):
            found.append(text)
            older += text.date_created is not None and text.date_created < since
            if older >= _OLDER or len(found) > limit:
                break
        return found

    def cancel(self, ref: str) -> None:
        """Take a call out of the queue or stop it ringing; an answered or ended one stays as it is."""
        # Never `completed`: that would also hang up on somebody who has just answered.
        self._change(ref, status="canceled")

    def say_again(self, ref: str, url: str) -> None:
        """Let a call that is under way go on with the document at `url`; any other stays as it is."""
        self._change(ref, url=url + self._overrides, method="POST")

    def _change(self, ref: str, **to: str) -> None:
        if not is_call(ref):
            raise Refused("only a call can be changed")
        call = self._resource(ref)
        try:
            asking(lambda: call.update(**to))
        except Refused as refusal:
            if refusal.code != _INVALID_STATE:
                raise

    def erase(self, ref: str) -> None:
        """Delete the carrier's record; one that is gone already is as good."""
        resource = self._resource(ref)
        try:
            asking(resource.delete)
        except Refused as refusal:
            if refusal.code != _NOT_FOUND:
                raise

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _make(self, order: Callable[[], Any]) -> Any:
        try:
            return asking(order)
        except Refused as refusal:
            if refusal.code != _NOT_FOUND:
                raise
        raise Refused("the carrier knows no such account or address", _NOT_FOUND, fatal=True)

    def _resource(self, ref: str) -> Any:
        call = is_call(ref)
        if call is None:
            raise Refused("not a reference of this carrier")
        return self._calls(ref) if call else self._texts(ref)
