"""Each branch of the error tree is one sentence and an exit code; a bug tells no secrets."""

import errno
import sqlite3
from pathlib import Path

import click
import pytest

from core.domain.instants import instant
from core.domain.refusals import Refusal
from core.domain.sentence import Sentence
from core.errors import (
    AmazonError,
    AnswerLost,
    BooksUnusable,
    Held,
    NotAuthorised,
    OurBug,
    Refused,
    RequestRefused,
    SetAside,
    Throttled,
    Unavailable,
    Unsealable,
    VaultUnusable,
    Withheld,
)
from tui.headless.command import HeadlessCommand
from tui.headless.exits import EXITS, Exit, Stop
from tui.headless.failures import failure
from tui.words import speak, translate

AT = instant("2026-11-23T00:00:00Z")


def database_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    return error


CASES = [
    (Stop("やめます。", Exit.WRONG), 2, "やめます。"),
    (Throttled("searchOrders", AT), 3, "09:00:00"),
    (Held("searchOrders", AT), 3, "09:00:00"),
    (Unavailable("searchOrders"), 3, "接続できません"),
    (Unavailable("searchOrders", 503), 3, "503"),
    (AnswerLost("confirmShipment"), 3, "次の同期"),
    (Refused(Refusal.FBA, "250-1"), 1, "250-1: "),
    (Refused(Refusal.ENGINE_ELSEWHERE), 3, "別のrenkei"),
    (Refused(Refusal.NOT_LINKED), 4, "連携していません"),
    (Refused(Refusal.MUST_AUTHORISE), 4, "承認"),
    (Refused(Refusal.NOT_LIVE), 2, "--live"),
    (Withheld(Refusal.READ_ONLY), 1, "読み取り専用"),
    (NotAuthorised("Unauthorized"), 4, "renkei link"),
    (RequestRefused("getOrder", 400, [AmazonError("InvalidInput", "no")]), 1, "getOrder"),
    (BooksUnusable("帳簿がだめです。"), 2, "帳簿がだめです。"),
    (VaultUnusable("鍵がだめです。"), 2, "鍵がだめです。"),
    (Unsealable(), 2, "個人情報の鍵"),
    (SetAside("250-1", "no status"), 1, "250-1"),
    (database_error(sqlite3.SQLITE_BUSY), 3, "別の処理"),
    (database_error(sqlite3.SQLITE_FULL), 2, "ディスク"),
    (database_error(sqlite3.SQLITE_CORRUPT), 2, "読み書きできません"),
    (OSError(errno.ENOSPC, "full"), 2, "ディスク"),
    (FileNotFoundError(errno.ENOENT, "No such file", "x.csv"), 2, "x.csv"),
    (OurBug("outbox: a → b"), 70, "outbox: a → b"),
    (KeyError("石井 拓真"), 70, "KeyError"),
]


@pytest.mark.parametrize(("error", "code", "part"), CASES, ids=lambda case: type(case).__name__)
def test_each_error_is_one_sentence_and_a_code(error: Exception, code: int, part: str) -> None:
    words, ended = failure(error)
    assert ended == code
    assert part in words
    assert "\n" not in words


def test_a_sentence_with_values_is_told_in_the_language_in_use() -> None:
    error = BooksUnusable("renkeiのデータベースではありません: {path}", path="a{b}.db")
    speak("en")
    try:
        assert failure(error)[0] == "Not a database of renkei: a{b}.db"
        held = Sentence("{why}（{holder}）", why=Sentence(Refusal.BAD_JAN.value), holder="P1")
        assert translate(held) == f"{translate(Refusal.BAD_JAN.value)} (P1)"
    finally:
        speak("ja")
    assert failure(error)[0] == "renkeiのデータベースではありません: a{b}.db"
    assert held.isascii() is False


def test_a_bug_shows_where_it_was_and_nothing_that_it_held() -> None:
    try:
        {}["石井 拓真"]
    except KeyError as error:
        words, _code = failure(error)
    assert "石井" not in words
    assert f"{Path(__file__).name}:" in words


@pytest.mark.parametrize("error", [case[0] for case in CASES], ids=lambda each: type(each).__name__)
def test_no_command_ends_in_a_traceback(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    command = HeadlessCommand("fails", callback=fail)
    code = command.main([], standalone_mode=False)
    told = capsys.readouterr()
    assert code == failure(error)[1]
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_wrong_arguments_stay_with_click() -> None:
    def refuse() -> None:
        raise click.UsageError("no")

    with pytest.raises(click.UsageError):
        HeadlessCommand("refuses", callback=refuse).main([], standalone_mode=False)


def test_every_exit_code_stands_in_the_table_of_the_help_pages() -> None:
    for code in Exit:
        assert f"{code.value} " in EXITS
