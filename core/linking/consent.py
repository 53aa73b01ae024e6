"""The seller's consent: where to send him, and what he brings back (R03)."""

import re
from dataclasses import dataclass, field
from hmac import compare_digest
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.account import REAL_ENDPOINT, REAL_TOKEN_ENDPOINT
from core.domain.refusals import Refusal
from core.errors import Refused

REAL_CONSENT_URL = "https://sellercentral.amazon.co.jp/apps/authorize/consent"
_STATE = re.compile(r"[0-9A-Za-z_-]{22,128}")
_CODE = re.compile(r"[!-~]{1,512}")
_SELLER_ID = re.compile(r"[0-9A-Za-z]{5,30}")
_ANSWER_MAX = 4_096


@dataclass(frozen=True)
class Application:
    """A registered app: who asks for the seller's consent. `draft` is one not published yet."""

    application_id: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    draft: bool = False
    endpoint: str = REAL_ENDPOINT
    token_endpoint: str = REAL_TOKEN_ENDPOINT
    consent_url: str = REAL_CONSENT_URL


@dataclass(frozen=True)
class Answer:
    """A consent that was given: the one-time code, and whose it is."""

    code: str = field(repr=False)
    seller_id: str


class Consent:
    """One attempt: `url` is opened in the seller's browser, `read` takes what comes back, once."""

    def __init__(self, application: Application, redirect_uri: str, state: str) -> None:
        self.application = application
        self.redirect_uri = redirect_uri
        self._state = state
        self._open = True

    @classmethod
    def begin(cls, application: Application, redirect_uri: str, state: str) -> "Consent":
        """Begin an attempt.

        `state` ties the answer to it: drawn anew each time from what nobody can guess, at least 22
        characters of url-safe base64 (128 bits). Raises ValueError for any other.
        """
        if not _STATE.fullmatch(state):
            raise ValueError("state: 22 to 128 characters of url-safe base64")
        return cls(application, redirect_uri, state)

    @property
    def url(self) -> str:
        """Amazon's page on which the seller consents."""
        query = {"application_id": self.application.application_id, "state": self._state}
        if self.application.draft:
            query["version"] = "beta"
        query["redirect_uri"] = self.redirect_uri
        return f"{self.application.consent_url}?{urlencode(query)}"

    def read(self, answer: str) -> Answer:
        """Read what the browser came back with: a query, or the whole address that holds it.

        Raises Refused for another attempt's answer, a second one, a declined consent, or anything
        that is not an answer.
        """
        told = _fields(answer)
        state = told.get("state", "")
        if not state or not compare_digest(state.encode(), self._state.encode()):
            raise Refused(Refusal.FOREIGN_ANSWER)
        if not self._open:
            raise Refused(Refusal.ANSWER_USED)
        self._open = False
        if "error" in told:
            raise Refused(Refusal.DECLINED)
        code, seller_id = told.get("spapi_oauth_code", ""), told.get("selling_partner_id", "")
        if not _CODE.fullmatch(code) or not _SELLER_ID.fullmatch(seller_id):
            raise Refused(Refusal.ANSWER_UNREADABLE)
        return Answer(code, seller_id)


def _fields(answer: str) -> dict[str, str]:
    if len(answer) > _ANSWER_MAX:
        raise Refused(Refusal.ANSWER_UNREADABLE)
    try:
        query = urlsplit(answer.strip()).query if "?" in answer else answer.strip()
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=20)
    except ValueError:
        raise Refused(Refusal.ANSWER_UNREADABLE) from None
    told = dict(pairs)
    if not told or len(told) != len(pairs):
        raise Refused(Refusal.ANSWER_UNREADABLE)
    return told
