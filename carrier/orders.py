"""Says an order in the words of the carrier's library."""

from typing import Any

from carrier.port import CallOrder, TextOrder


def call_form(order: CallOrder, overrides: str) -> dict[str, Any]:
    """Return what is sent to place a call; `overrides` is added to every address.

    No event is asked for the answering itself: the request to the answer URL tells it.
    """
    return {
        "to": order.to.e164,
        "from_": order.sender,
        "url": order.answer_url + overrides,
        "method": "POST",
        "status_callback": order.status_url + overrides,
        "status_callback_method": "POST",
        "status_callback_event": ["ringing", "completed"],
        "timeout": order.ring_seconds,
        "time_limit": order.max_seconds,
        **_once_answered(order, overrides),
    }


def _once_answered(order: CallOrder, overrides: str) -> dict[str, str]:
    if order.send_digits:
        return {"send_digits": order.send_digits}  # With it the carrier looks for no machine.
    if order.listener_url is None:
        return {}
    # Not in the background, it would keep whoever answers in silence until it has made up its mind.
    return {
        "machine_detection": "DetectMessageEnd",
        "async_amd": "true",
        "async_amd_status_callback": order.listener_url + overrides,
        "async_amd_status_callback_method": "POST",
    }


def text_form(order: TextOrder, overrides: str) -> dict[str, Any]:
    """Return what is sent to send a text."""
    return {
        "to": order.to.e164,
        "from_": order.sender,
        "body": order.body,
        "status_callback": order.status_url + overrides,
        "validity_period": order.valid_seconds,
    }
