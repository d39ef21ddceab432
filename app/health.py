"""Whether this process is up, whether all it needs answers, and figures for a monitor."""

from collections.abc import Iterable

from flask import Flask, Response, jsonify
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.wiring import Parts
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.states import LIVE
from carrier.access import Access, declare_view
from db.engine import reading


def add_to(app: Flask, parts: Parts) -> None:
    """Add /healthz, /readyz and /metrics; all three hold counts and states only."""
    registry = CollectorRegistry()
    registry.register(Figures(parts))

    @app.get("/healthz")
    @declare_view(Access.PUBLIC)
    def healthz() -> Response:
        """The process is up: what the hotline's balancer asks; it needs no database."""
        return Response("ok\n", mimetype="text/plain")

    @app.get("/readyz")
    @declare_view(Access.PUBLIC)
    def readyz() -> tuple[Response, int]:
        """Every part that this process needs answers."""
        try:
            with reading(parts.engine).connect() as connection:
                connection.execute(text("SELECT 1 FROM campaigns LIMIT 1"))
        except SQLAlchemyError:
            return jsonify(database="does not answer"), 503
        return jsonify(database="ok"), 200

    @app.get("/metrics")
    @declare_view(Access.PUBLIC)
    def metrics() -> Response:
        """Figures in the form that Prometheus reads."""
        return Response(generate_latest(registry), mimetype="text/plain")


class Figures(Collector):
    """Counts read from the database when somebody asks; none of them tells of a person."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Yield the figures; without a database only that it does not answer."""
        try:
            with Session(reading(self._parts.engine)) as session:
                figures = (self._campaigns, self._live, self._waiting, self._opt_outs)
                found = [figure(session) for figure in figures]
        except SQLAlchemyError:
            found = []
        yield GaugeMetricFamily(
            "yobikake_database_answers", "1 where the database answers", value=len(found) and 1
        )
        yield from found

    def _campaigns(self, session: Session) -> GaugeMetricFamily:
        family = GaugeMetricFamily("yobikake_campaigns", "Campaigns by state", labels=["state"])
        for state, count in session.execute(select(Campaign.state, func.count()).group_by(Campaign.state)):
            family.add_metric([state], count)
        return family

    def _live(self, session: Session) -> GaugeMetricFamily:
        live = select(func.count()).select_from(Attempt).where(Attempt.state.in_(LIVE))
        return GaugeMetricFamily("yobikake_calls_live", "Calls under way", value=session.scalar(live) or 0)

    def _waiting(self, session: Session) -> GaugeMetricFamily:
        held = select(func.count()).select_from(Delivery).where(Delivery.sealed.is_not(None))
        return GaugeMetricFamily(
            "yobikake_numbers_held", "Sealed numbers held", value=session.scalar(held) or 0
        )

    def _opt_outs(self, session: Session) -> GaugeMetricFamily:
        held = self._parts.desk.do_not_call.held(session).count
        return GaugeMetricFamily(
            "yobikake_opt_outs_held", "Wishes not to be called that came in a burst", value=held
        )
