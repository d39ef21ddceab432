"""Makes the web application: every room's pages and webhooks, or only those of one part."""

from functools import partial

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import campaigns.webhooks
import check.now
import check.pages
import console.pages
import ivr.recordings
import ivr.webhooks
import sms.webhooks
from app import health
from app import settings as settings_module
from app.account_setting import organisation_of
from app.asked import desk_of, notices_of
from app.doctor import examine
from app.judged import judged
from app.no_address import NoAddress
from app.sessions import Sessions
from app.speaking import VOICES_FOLDER
from app.surging import count_calls, keep_telling
from app.tallying import keep_tallies
from app.transferring import transfer_of
from app.turnstile import Turnstile, put_before
from app.wiring import Parts, build
from carrier.gate import Gate
from console import uploads
from db.clock import SystemClock
from prompts.audio.listening import Listening

PARTS = {
    "hotline": (ivr.webhooks.bp, ivr.recordings.bp, sms.webhooks.bp, campaigns.webhooks.bp),
    "check": (check.pages.bp, check.now.bp),
    "console": (console.pages.bp,),
}


def create_app(parts: Parts | None = None, only: str | None = None) -> Flask:
    """Return the application. Under a WSGI server it reads the settings itself: `app:create_app()`."""
    served = parts is None
    parts = parts or build(settings_module.read(), database_may_wait=True)
    app = Flask("yobikake", static_folder=None)
    app.request_class = uploads.Request
    app.logger.addFilter(NoAddress())
    app.session_interface = Sessions()
    if parts.settings.trusted_proxies:  # Only the address: scheme and host are those of PUBLIC_BASE_URL.
        app.wsgi_app = ProxyFix(app.wsgi_app, parts.settings.trusted_proxies, 0)  # type: ignore[method-assign]
    app.url_map.merge_slashes = False  # A redirect would tell strangers which addresses the gate guards.
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions.update(
        gate=Gate(parts.settings.public_base_url, _tokens(parts)),
        prompts=parts.prompts,
        engine=parts.engine,
        clock=parts.clock,
        desk=parts.desk,
        asked=desk_of(parts),
        notices=notices_of(parts),
        line=parts.line,
        line_numbers=parts.line.numbers(),
        tally=parts.tally,
        public_base_url=parts.settings.public_base_url,
        speaker=parts.desk.speaker,
        recordings=parts.recordings,
        listening=Listening(parts.recordings, parts.settings.yobikake_data / VOICES_FOLDER),
        transfer=transfer_of(parts.line),
        judge=partial(judged, parts),
        examine=partial(examine, parts),
        wall=SystemClock(),
        organisation=organisation_of(app, parts.settings),
    )
    for name, blueprints in PARTS.items():
        if only in {None, name}:
            for blueprint in blueprints:
                app.register_blueprint(blueprint)
    health.add_to(app, parts)
    put_before(app, Turnstile())
    inbound = app.extensions["inbound"] = count_calls(app, parts)
    if served:
        keep_tallies(parts)
        if parts.desk.policy.surge_calls_a_minute is not None:
            keep_telling(parts, inbound)
    return app


def _tokens(parts: Parts) -> tuple[str, ...]:
    given = (parts.settings.twilio_auth_token, parts.settings.twilio_auth_token_previous)
    return tuple(token for token in given if token)
