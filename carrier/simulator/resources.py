"""Calls and texts as the REST API shows them."""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from carrier.simulator.calls import API_VERSION, COMPLETED, INITIATED, QUEUED, Call
from carrier.simulator.texts import Text


def shown_status(call: Call) -> str:
    """Return the status as a resource shows it; `initiated` is known to callbacks alone."""
    return QUEUED if call.status == INITIATED else call.status


def call_resource(call: Call) -> dict[str, Any]:
    """Return a call as the API shows it."""
    uri = f"/{API_VERSION}/Accounts/{call.account}/Calls/{call.sid}"
    order = call.order
    return {
        "sid": call.sid,
        "date_created": _date(call.created_at),
        "date_updated": _date(call.ended_at or call.answered_at or call.started_at or call.created_at),
        "parent_call_sid": call.parent,
        "account_sid": call.account,
        "to": order.to,
        "to_formatted": order.to,
        "from": order.from_,
        "from_formatted": order.from_,
        "phone_number_sid": None,
        "status": shown_status(call),
        "start_time": _date(call.started_at),
        "end_time": _date(call.ended_at),
        "duration": str(call.seconds) if call.status == COMPLETED else None,
        "price": None,
        "price_unit": "USD",
        "direction": call.direction,
        "answered_by": call.answered_by,
        "annotation": None,
        "api_version": API_VERSION,
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "queue_time": str(round(call.queue_seconds * 1000)),
        "trunk_sid": None,
        "uri": f"{uri}.json",
        "subresource_uris": {
            "notifications": f"{uri}/Notifications.json",
            "recordings": f"{uri}/Recordings.json",
        },
    }


def text_resource(text: Text) -> dict[str, Any]:
    """Return a text as the API shows it."""
    uri = f"/{API_VERSION}/Accounts/{text.account}/Messages/{text.sid}"
    return {
        "sid": text.sid,
        "date_created": _date(text.created_at),
        "date_updated": _date(text.ended_at or text.created_at),
        "date_sent": _date(text.started_at),
        "account_sid": text.account,
        "to": text.to,
        "from": text.from_,
        "messaging_service_sid": None,
        "body": text.body,
        "status": text.status,
        "num_segments": str(text.segments),
        "num_media": "0",
        "direction": text.direction,
        "api_version": API_VERSION,
        "price": None,
        "price_unit": "USD",
        "error_code": text.error,
        "error_message": None,
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def _date(instant: datetime | None) -> str | None:
    return format_datetime(instant) if instant is not None else None
