"""Faults that befall requests to the REST API."""

import time
from collections.abc import Callable

from flask import Response, request

from carrier.simulator.dice import dice
from carrier.simulator.network import Network
from carrier.simulator.refusals import ApiError
from carrier.simulator.server import DROP


def troubled(network: Network, key: str, act: Callable[[], Response], *, order: bool = False) -> Response:
    """Do it, or what the faults say instead; only an `order` can be refused.

    The luck depends on `key` and on how often it came.
    """
    faults = network.faults
    if not faults.in_requests:
        return act()
    with network.lock:
        turn = network.records.attempt("request", key)
    roll = dice(faults.seed, "request", key, turn)
    slow, many, before, refused, after, lost = (roll.random() for _ in range(6))
    if slow < faults.slow:
        time.sleep(faults.slow_seconds)
    if many < faults.too_many:
        raise ApiError(429, 20429)
    if before < faults.error_before:
        raise ApiError(500, 20500)
    if order and refused < faults.refused:
        raise ApiError(400, 21216, request.form.get("To", ""))
    answer = act()
    if after < faults.error_after:
        raise ApiError(503, 20503)
    if lost < faults.answer_lost:
        drop = request.environ.get(DROP)
        if drop is None:  # Another server cannot close a connection for us; an empty 500 comes nearest.
            return Response(status=500)
        drop()
    return answer
