"""How the REST API says no: Twilio's codes, in Twilio's form."""

# https://www.twilio.com/docs/api/errors

from flask import Response, jsonify

_WORDS = {
    10004: "Call concurrency limit exceeded",
    20001: "Unknown parameters",
    20003: "Authenticate",
    20004: "Method not allowed",
    20009: "Cannot delete this resource before it is complete",
    20404: "The requested resource was not found",
    20409: "Conflict",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    20503: "Service unavailable",
    21201: "No 'To' number is specified",
    21205: "Url parameter is required and must be a valid URL",
    21206: "SendDigits is invalid",
    21208: "Timeout must be between 1 and 600",
    21209: "Method must be GET or POST",
    21210: "The source phone number provided, {0}, is not yet verified for your account",
    21211: "The phone number you are attempting to call, {0}, is not valid.",
    21212: "The 'From' number {0} is not a valid phone number or shortcode.",
    21213: "No 'From' number is specified",
    21215: "Account not authorized to call {0}",
    21216: "Account not allowed to call {0}",
    21220: "Call is not in-progress. Cannot redirect.",
    21234: "Invalid MachineDetection value",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number provided ({0}) is not a valid message-capable Twilio phone number.",
    21609: "The StatusCallback URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient {0}",
    21614: "'To' number {0} is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21620: "Invalid media URL(s)",
    21624: "Invalid ValidityPeriod",
    21626: "Invalid StatusCallbackEvent",
    30029: "Invalid ContentRetention",
    30030: "Invalid AddressRetention",
    32018: "Twiml size exceeded maximum allowed value",
}


class ApiError(Exception):
    """A refusal. Its message may name the number in question, as Twilio's does."""

    def __init__(self, status: int, code: int, *about: str) -> None:
        super().__init__(_WORDS[code].format(*about))
        self.status = status
        self.code = code

    def answer(self) -> tuple[Response, int]:
        """Return the refusal as the API answers it."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return jsonify(code=self.code, message=str(self), more_info=more, status=self.status), self.status
