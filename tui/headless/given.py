"""What the user gives for a link: from a file, from options, from before, or typed when asked.

Secrets come from a file or a prompt, never from the arguments, which every process can read.
"""

import sys
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click
import msgspec

from core.account import REAL_ENDPOINT, REAL_TOKEN_ENDPOINT
from core.credentials import Credentials
from core.linking.consent import REAL_CONSENT_URL, Application
from tui.headless.exits import Exit, Stop
from tui.headless.files import read_whole
from tui.words import _

BYTES_MAX = 65_536


class _File(msgspec.Struct):
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    seller_id: str = ""
    application_id: str = ""
    endpoint: str = ""
    token_endpoint: str = ""
    consent_url: str = ""
    authorised_at: datetime | None = None


@dataclass(frozen=True)
class Given:
    """What is known so far; empty where nothing is. Its repr holds no secret."""

    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    seller_id: str = ""
    application_id: str = ""
    endpoint: str = ""
    token_endpoint: str = ""
    consent_url: str = ""
    authorised_at: datetime | None = None

    def over(self, **given: str | datetime | None) -> "Given":
        """This with what is `given` instead of what was there."""
        return replace(self, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]

    def after(self, kept: Credentials | None) -> "Given":
        """This, and where it says nothing, what is kept from the link before."""
        if kept is None:
            return self
        same_app = self.client_id in ("", kept.client_id) and self._is_at(kept)
        return replace(
            self,
            client_id=self.client_id or kept.client_id,
            # An app's secret goes to no other app and to no other address.
            client_secret=self.client_secret or (kept.client_secret if same_app else ""),
            seller_id=self.seller_id or kept.seller_id,
            application_id=self.application_id or kept.application_id,
            endpoint=self.endpoint or kept.endpoint,
            token_endpoint=self.token_endpoint or kept.token_endpoint,
        )

    def _is_at(self, kept: Credentials) -> bool:
        return self.endpoint in ("", kept.endpoint) and self.token_endpoint in (
            "",
            kept.token_endpoint,
        )

    def application(self, *, draft: bool) -> Application:
        """The app that asks; what is missing of it is asked for."""
        client_id = self.client_id or ask(_("クライアントID"))
        return Application(
            application_id=self.application_id,
            client_id=client_id,
            client_secret=self.client_secret or ask(_("クライアントシークレット"), hidden=True),
            draft=draft,
            endpoint=(self.endpoint or REAL_ENDPOINT).rstrip("/"),
            token_endpoint=self.token_endpoint or REAL_TOKEN_ENDPOINT,
            consent_url=self.consent_url or REAL_CONSENT_URL,
        )


def ask(name: str, *, hidden: bool = False) -> str:
    """Have the user type something. Raises Stop where nobody sits at a terminal."""
    if not sys.stdin.isatty():
        raise Stop(
            _("{name} がありません。--from FILE で渡してください。").format(name=name), Exit.WRONG
        )
    answer: str = click.prompt(name, hide_input=hidden, err=True)
    return answer.strip()


def read_given(file: Path | None) -> Given:
    """What a JSON file says. Raises Stop, quoting nothing of it, and OSError."""
    if file is None:
        return Given()
    try:
        told = msgspec.json.decode(read_whole(file, BYTES_MAX), type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        words = _("認証情報のJSONを読み取れません: {file}")
        raise Stop(words.format(file=file), Exit.WRONG) from None
    consent = urlsplit(told.consent_url)
    asked = parse_qs(consent.query).get("application_id", [""])
    return Given(
        client_id=told.client_id,
        client_secret=told.client_secret,
        refresh_token=told.refresh_token,
        seller_id=told.seller_id,
        application_id=told.application_id or asked[0],
        endpoint=told.endpoint,
        token_endpoint=told.token_endpoint,
        consent_url=told.consent_url.partition("?")[0],
        authorised_at=told.authorised_at,
    )
