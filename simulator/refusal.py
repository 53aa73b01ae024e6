"""How Amazon says no."""

import msgspec


class Refusal(Exception):
    """A request that Amazon refuses, with the parts of its error body.

    `reason` is ours: it stands in the request journal and never leaves through the SP-API, unless
    the behaviour `explain_refusals` is on.
    """

    def __init__(
        self, status: int, code: str, message: str, details: str = "", *, reason: str = ""
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.reason = reason or message


def error_body(code: str, message: str, details: str | None = "") -> bytes:
    """`{"errors": [{code, message, details}]}`; `details` None leaves it out."""
    error = {"code": code, "message": message}
    if details is not None:
        error["details"] = details
    return msgspec.json.encode({"errors": [error]})
