"""The examination of a shop, one check after another; none of them stops the others."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import msgspec

from core.account import QueueAccess
from core.credentials import Credentials, FileVault
from core.errors import RenkeiError
from tui.destination import Reach, destination_of
from tui.headless.cells import folded, shown
from tui.headless.clocks import clock_at
from tui.headless.exits import Stop
from tui.headless.failures import failure
from tui.headless.progress import busy
from tui.headless.shop import default_path, vault_of
from tui.words import _

WIDTH = 78


class Level(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at: `words` say how it is, `advice` what to do."""

    name: str
    level: Level
    words: str
    advice: str = ""

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        first, *rest = folded(f"{self.level.value:<5}{self.name}: {shown(self.words)}", WIDTH)
        yield first
        yield from (f"     {line}" for line in rest)
        if self.advice:
            yield from (f"     {line}" for line in folded(f"→ {self.advice}", WIDTH - 5))


def examine(
    given: Path | None, clock: str | None, *, offline: bool, live: bool
) -> tuple[Check, ...]:
    """Look at everything."""
    from tui.headless.checks_amazon import amazon_checks
    from tui.headless.checks_books import book_checks, disk_check

    path = given or default_path()
    try:
        now = clock_at(clock)()
    except Stop as stop:
        return (Check("clock", Level.FAIL, stop.words),)
    checks = []
    with busy(_("調べています")):
        checks += book_checks(path, now)
        checks.append(disk_check(path))
        kept = _credentials(given)
        checks.append(kept[0])
        if kept[1] is not None and kept[1].queue is not None:
            checks.append(_queue(kept[1].queue))
        if kept[1] is not None and not offline:
            checks += amazon_checks(kept[1], now, live=live)
    return tuple(checks)


def _queue(access: QueueAccess) -> Check:
    words = _("注文の変更の通知を受け取ります: {url}").format(url=access.url)
    if access.key_id or destination_of(access.url).reach is Reach.LOCAL:
        return Check("queue", Level.OK, words)
    return Check(
        "queue", Level.FAIL, words, _("キーがありません。renkei queue --url で入力してください。")
    )


def _credentials(given: Path | None) -> tuple[Check, Credentials | None]:
    try:
        vault = vault_of(given)
        found = vault.load()
    except RenkeiError as error:
        return Check("credentials", Level.FAIL, failure(error)[0]), None
    place = str(vault.path) if isinstance(vault, FileVault) else _("OSのキーリング")
    if found is None or not found.refresh_token:
        words = _("認証情報がありません（{place}）。")
        advice = _("renkei link で連携してください。")
        return Check("credentials", Level.WARN, words.format(place=place), advice), None
    words = _("認証情報があります（{place}）。")
    return Check("credentials", Level.OK, words.format(place=place)), found
