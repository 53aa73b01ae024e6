"""Every failure as one sentence and an exit code, by the branches of core/errors.py."""

import errno
import sqlite3
from pathlib import Path

from core.amazon.lwa import INVALID_GRANT
from core.domain.cleaning import clean
from core.domain.findings import Finding
from core.domain.instants import jst
from core.domain.refusals import Refusal
from core.errors import (
    AnswerLost,
    AskAPerson,
    BooksBusy,
    BooksUnusable,
    Held,
    NotAuthorised,
    OurBug,
    Refused,
    RenkeiError,
    RequestRefused,
    SetAside,
    Throttled,
    Unavailable,
    Unsealable,
    VaultUnusable,
    WaitAndRetry,
    Withheld,
)
from tui.failed import NotWritten, cause_of, unwritable
from tui.headless.exits import Exit, Stop
from tui.words import _

_CODES = {
    Refusal.NOT_LIVE: Exit.WRONG,
    Refusal.ENGINE_ELSEWHERE: Exit.LATER,
    Refusal.NO_ANSWER: Exit.LATER,
    Refusal.NOT_LINKED: Exit.AUTHORISE,
    Refusal.MUST_AUTHORISE: Exit.AUTHORISE,
    Refusal.DECLINED: Exit.AUTHORISE,
    Refusal.CODE_REFUSED: Exit.AUTHORISE,
    Refusal.TOKEN_REFUSED: Exit.AUTHORISE,
    Refusal.APP_REFUSED: Exit.AUTHORISE,
}
"""Refusals that a script has to treat in a way of their own; all others are `NOT_ALL`."""


def failure(error: Exception) -> tuple[str, Exit]:
    """What to tell the user about `error`, and how to end."""
    match error:
        case Stop():
            return error.words, error.code
        case WaitAndRetry():
            return _wait(error), Exit.LATER
        case AskAPerson():
            return _ask(error)
        case SetAside():
            words = _("Amazonの返答を読み取れません（{subject}）。").format(subject=error.subject)
            return words, Exit.NOT_ALL
        case sqlite3.Error():
            return _database(error)
        case OSError():
            return _system(error)
        case _:
            return _bug(error), Exit.OUR_BUG


def _wait(error: WaitAndRetry) -> str:
    match error:
        case BooksBusy():
            return _(error.what)
        case Throttled() | Held():
            return _("Amazonをまだ呼び出せません。{at} より後にもう一度実行してください。").format(
                at=f"{jst(error.retry_at):%m/%d %H:%M:%S}"
            )
        case Unavailable(status=None):
            return _("Amazonに接続できません。時間をおいて、もう一度実行してください。")
        case Unavailable():
            return _(
                "Amazonが応答していません（{status}）。時間をおいて、もう一度実行してください。"
            ).format(status=error.status)
        case AnswerLost():
            return _("Amazonから結果が返りませんでした。次の同期で確かめます。")
        case _:
            return _("時間をおいて、もう一度実行してください。")


def _ask(error: AskAPerson) -> tuple[str, Exit]:
    match error:
        case Refused():
            words = _(error.reason.value)
            if error.subject:
                words = f"{clean(error.subject, 80)}: {words}"
            return words, _CODES.get(error.reason, Exit.NOT_ALL)
        case Withheld():
            return _(error.reason.value), Exit.NOT_ALL
        case NotAuthorised() if error.code != INVALID_GRANT:
            words = _("Amazonの認証が通りません（{code}）。")
            told = words.format(code=clean(error.code, 80) or "-")
            return told + _(Finding.NOT_AUTHORISED.value.advice), Exit.AUTHORISE
        case NotAuthorised():
            words = _("Amazonの認証が通りません（{code}）。renkei link で承認してください。")
            return words.format(code=clean(error.code, 80) or "-"), Exit.AUTHORISE
        case RequestRefused():
            words = _("Amazonが受け付けませんでした（{operation}）: {words}")
            return words.format(operation=error.operation, words=error.words), Exit.NOT_ALL
        case BooksUnusable() | VaultUnusable():
            return _(error.what), Exit.WRONG
        case Unsealable():
            return _(Refusal.BUYER_SEALED.value), Exit.WRONG
        case _:
            return _(str(error)), Exit.NOT_ALL


def _database(error: sqlite3.Error) -> tuple[str, Exit]:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("帳簿は別の処理が使っています。少し待ってから実行してください。"), Exit.LATER
    if code == sqlite3.SQLITE_FULL:
        return _("ディスクがいっぱいです。空きを作ってから、もう一度実行してください。"), Exit.WRONG
    return _("帳簿を読み書きできません（{error}）。").format(error=error), Exit.WRONG


def _system(error: OSError) -> tuple[str, Exit]:
    if error.errno == errno.ENOSPC:
        return _("ディスクがいっぱいです。空きを作ってから、もう一度実行してください。"), Exit.WRONG
    name = clean(str(error.filename or _("この場所")), 200)
    if isinstance(error, NotWritten):
        return unwritable(name, error), Exit.WRONG
    words = _("{path} を使えません（{reason}）。")
    return words.format(path=name, reason=cause_of(error)), Exit.WRONG


def _bug(error: Exception) -> str:
    """Where it happened and of which kind, never its text: that might hold anything."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    kind = str(error) if isinstance(error, OurBug) else type(error).__name__
    if isinstance(error, RenkeiError) and not isinstance(error, OurBug):
        kind = type(error).__name__
    return _("renkeiの不具合です（{kind}、{place}）。開発者に知らせてください。").format(
        kind=kind, place=place
    )
