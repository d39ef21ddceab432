"""The organisation's provider of accounts, asked by Authlib. Loaded only where one is set: an extra."""

import hashlib
from typing import Any

from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]
from flask import Flask, session

from console.account_doors import NotVouched

SECONDS = 5
"""How long the provider may take for one answer."""
SIGNED_WITH = ("RS256", "ES256", "PS256")
"""A list of ours, whatever the provider offers: none of them can be forged by who knows a public key."""


class OpenID:
    """Code flow with PKCE, state and nonce; of the ID token signature, issuer, audience, time are checked."""

    def __init__(self, app: Flask, issuer: str, client_id: str, client_secret: str) -> None:
        self._issuer, self._client_id = issuer, client_id
        self._client: Any = OAuth(app).register(
            "organisation",
            client_id=client_id,
            client_secret=client_secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": SECONDS},
        )

    def leave(self, back: str) -> Any:
        """Return the answer that leads to the provider."""
        try:
            self._must_be_issuer()
            self._forget_earlier()
            return self._client.authorize_redirect(back)
        except Exception as trouble:  # Whatever a provider may send, nobody is let in by it.
            raise NotVouched(type(trouble).__name__) from None

    def came(self) -> str:
        """Return a digest of issuer and subject."""
        options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        try:
            self._must_be_issuer()
            who = self._client.authorize_access_token(claims_options=options)["userinfo"]["sub"]
        except Exception as trouble:  # As above: signature, issuer, audience, nonce, time, network.
            raise NotVouched(type(trouble).__name__) from None
        return hashlib.sha256(f"{self._issuer}\n{who}".encode()).hexdigest()

    def _forget_earlier(self) -> None:
        """Drop what earlier presses left in the cookie, which else grows until the browser refuses it."""
        for key in [key for key in session if key.startswith(f"_state_{self._client.name}_")]:
            del session[key]

    def _must_be_issuer(self) -> None:
        known = self._client.load_server_metadata()
        if known.get("issuer") != self._issuer:
            raise NotVouched("another issuer")
        known["id_token_signing_alg_values_supported"] = list(SIGNED_WITH)
