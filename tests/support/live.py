"""Settings of a live line that opens nothing: its token is nobody's."""

LIVE = {
    "CARRIER": "twilio",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "a token that opens nothing",
    "VOICE_FROM": "+81450000100",
    "PUBLIC_BASE_URL": "https://line.example.jp",
    "YOBIKAKE_SERVICE_KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "YOBIKAKE_CLOCK": None,
}
