"""`renkei doctor` finds what is wrong, says what to do, and stops at nothing."""

import json
import sqlite3
from contextlib import closing

import pytest
from headless_shop import Till

from core import Books
from core.credentials import FILE
from core.domain.instants import stamp


def levels(till: Till, *more: str) -> dict[str, str]:
    said = till("doctor", "--json", *more)
    found = {check["name"]: check["level"] for check in json.loads(said.out)}
    assert said.code == (1 if "fail" in found.values() else 0)
    return found


def test_a_shop_in_order_is_ok_throughout(linked: Till) -> None:
    assert set(levels(linked).values()) == {"ok"}
    said = linked("doctor")
    assert said.code == 0
    assert all(line.startswith(("ok ", "     ")) for line in said.out.splitlines())


def test_a_shop_that_was_never_linked_is_told_to_link(till: Till) -> None:
    said = till("doctor")
    assert said.code == 1
    assert "renkei link" in said.out


def test_offline_asks_nobody(linked: Till) -> None:
    before = linked.amazon.asked("getAccount")
    assert "amazon" not in levels(linked, "--offline")
    assert linked.amazon.asked("getAccount") == before


def test_r41_jobs_that_nobody_runs_are_overdue(linked: Till) -> None:
    linked.amazon.control("POST", "/clock/advance", {"by": "PT1H"})
    assert levels(linked)["jobs"] == "fail"
    assert "renkei sync" in linked("doctor").out


def test_r38_a_notice_that_goes_nowhere_is_stuck(linked: Till) -> None:
    order = linked.amazon.place()
    linked.take_in(order)
    linked("ship", order, "ヤマト運輸", "1")
    assert levels(linked)["outbox"] == "ok"
    linked("sync", "--until", "+2h", "--read-only")
    assert levels(linked)["outbox"] == "warn"


def test_r05_a_consent_that_ends_soon_is_a_warning_and_one_that_is_gone_a_failure(
    linked: Till,
) -> None:
    linked.amazon.control("POST", "/clock/advance", {"by": "P340D"})
    assert levels(linked)["link"] == "warn"
    seller = linked.amazon.credentials()["seller_id"]
    linked.amazon.control("POST", f"/sellers/{seller}/revoke", {})
    assert levels(linked)["authorisation"] == "fail"


def test_a_clock_that_is_off_is_a_failure(linked: Till) -> None:
    """The machine's clock, seen from a fake that stands still somewhere else in time."""
    linked.amazon.control("POST", "/clock/advance", {"by": "P30D"})
    said = linked("doctor", "--json", clock=False)
    found = {check["name"]: check for check in json.loads(said.out)}
    assert found["clock"]["level"] == "fail"
    assert "--clock" in found["clock"]["advice"]


def test_amazon_that_is_not_there_is_a_failure(linked: Till) -> None:
    now = linked.amazon.control("GET", "/clock")["now"]
    linked.amazon.close()
    said = linked("doctor", "--json", clock=False)
    found = {check["name"]: check["level"] for check in json.loads(said.out)}
    assert (found["amazon"], found["books"]) == ("fail", "ok"), now


def test_r41_a_quota_that_is_used_up_says_until_when(linked: Till) -> None:
    with Books.open(linked.books) as books, books.atomic(books.link.get().started_at):
        books.connection.execute(
            "UPDATE quotas SET tokens = 0, at = '2026-11-23T03:00:00.000000Z'"
            " WHERE operation = 'searchOrders'"
        )
    assert levels(linked)["quotas"] == "warn"
    told = linked("doctor").out
    assert "searchOrders" in told
    assert "12:02:5" in told


def test_r43_an_order_that_cannot_be_read_is_shown(linked: Till) -> None:
    with Books.open(linked.books) as books:
        at = stamp(books.link.get().started_at)
        books.connection.execute(
            "INSERT INTO set_aside VALUES ('250-1', 'no status', ?, ?, 1)", (at, at)
        )
    assert levels(linked)["orders"] == "warn"


@pytest.mark.parametrize("body", [b"", b"not a database " * 100])
def test_books_that_cannot_be_opened_hide_nothing_else(linked: Till, body: bytes) -> None:
    linked.books.write_bytes(body)
    for suffix in ("-wal", "-shm"):
        linked.books.with_name(linked.books.name + suffix).unlink(missing_ok=True)
    found = levels(linked)
    assert found["credentials"] == "ok"
    assert found["amazon"] == "ok"
    assert found["books"] == ("fail" if body else "ok")


def test_damaged_books_are_found(linked: Till) -> None:
    with closing(sqlite3.connect(linked.books)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
            " WHERE name = 'orders_payment_status') WHERE name = 'orders_handling'"
        )
        database.commit()
    assert levels(linked)["books"] == "fail"


def test_credentials_that_others_can_read_are_a_failure(linked: Till) -> None:
    (file,) = (linked.folder / "config").rglob(f"*{FILE}")
    file.chmod(0o644)
    assert levels(linked)["credentials"] == "fail"
