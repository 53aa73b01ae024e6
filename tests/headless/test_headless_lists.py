"""Lists as tables, JSON and CSV; with pipes, narrow terminals and none at all."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from core import Books, Desk
from core.domain.instants import instant, jst
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.bench.terminal import Terminal
from tui.cli import main
from tui.cli_table import COMMANDS
from tui.headless.cells import cut, filled, folded

NOW = instant("2026-11-23T00:00:00Z")
MANY = 1_200
ORDER = """
INSERT INTO orders (order_id, purchased_at, payment_status, handling, payment_kind, fulfilled_by,
    amazon_status, amazon_updated_at, digest, before_link, held_skus, marks, total_yen, units,
    title, first_seen_at)
VALUES (?, ?, ?, '未処理', 'Amazonマーケットプレイス決済', 'MERCHANT', 'UNSHIPPED', ?, '', 0, '[]',
    '', 2980, 1, ?, ?)
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Many orders, one of them with a title that a spreadsheet would run; three products."""
    path = tmp_path / "shop.db"
    with Books.open(path) as opened:
        for number in range(MANY):
            at = f"2026-11-23T{number // 60:02}:{number % 60:02}:00.000000Z"
            status = "要確認" if number % 3 else "注文完了"
            title = "=cmd|'/c calc'!A0" if number == 0 else f"抹茶 {number}"
            order_id = f"250-0000000-{number:07}"
            opened.connection.execute(ORDER, (order_id, at, status, at, title, at))
        desk = Desk(opened, lambda: NOW)
        for code in ("P1", "P2", "+P3"):
            desk.add_product(code, "宇治抹茶", stock=3, price_yen=2_980)
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def ids(text: str) -> list[str]:
    return [row["order_id"] for row in json.loads(text)]


def test_pages_follow_each_other_without_gap(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("--books", str(books), "--json")
    first = ids(said(capsys, "orders", *named, "--limit", "7"))
    second = ids(said(capsys, "orders", *named, "--limit", "7", "--page", "2"))
    assert first + second == ids(said(capsys, "orders", *named, "--limit", "14"))
    assert first[0].endswith("0001199")
    assert ids(said(capsys, "orders", *named, "--page", "1000")) == []
    assert len(ids(said(capsys, "orders", *named, "--all"))) == MANY


def test_filters_are_the_labels(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = ("orders", "--books", str(books), "--json")
    assert len(ids(said(capsys, *named, "--all", "--payment-status", "注文完了"))) == MANY // 3
    assert ids(said(capsys, *named, "--search", "0000077")) == ["250-0000000-0000077"]
    assert main([*named, "--payment-status", "完了"]) == 2


def test_days_bound_the_list_and_the_oldest_may_come_first(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ("orders", "--books", str(books), "--json", "--all")
    rows = json.loads(said(capsys, *named))
    days = sorted({jst(instant(row["purchased_at"])).date() for row in rows})
    day = days[len(days) // 2]
    wanted = [row["order_id"] for row in rows if jst(instant(row["purchased_at"])).date() == day]
    bounds = ("--since", f"{day}", "--until", f"{day:%Y/%m/%d}")
    assert ids(said(capsys, *named, *bounds)) == wanted
    assert ids(said(capsys, *named, *bounds, "--oldest-first")) == wanted[::-1]
    assert main([*named, "--since", "2026-02-30"]) == 2


def test_csv_has_a_bom_and_starts_no_formula(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "orders", "--books", str(books), "--csv", "--all")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert len(rows) == MANY
    assert rows[-1]["title"] == "'=cmd|'/c calc'!A0"
    assert rows[0]["purchased_at"] == "2026-11-23T19:59:00Z"
    products = said(capsys, "products", "--books", str(books), "--csv")[1:]
    assert {row["code"] for row in csv.DictReader(io.StringIO(products))} == {"P1", "P2", "'+P3"}


@pytest.mark.parametrize("command", ["orders", "products", "findings", "journal"])
def test_json_and_csv_have_the_same_fields(
    command: str, books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = (command, "--books", str(books))
    rows = json.loads(said(capsys, *named, "--json"))
    header = said(capsys, *named, "--csv")[1:].splitlines()[0].split(",")
    assert all(list(row) == header for row in rows)
    assert said(capsys, *named).count("\n") == (len(rows) + 1 if rows else 0)


def test_an_empty_list_is_empty_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Books.open(tmp_path / "empty.db").close()
    named = ("--books", str(tmp_path / "empty.db"))
    assert json.loads(said(capsys, "orders", *named, "--json")) == []
    assert said(capsys, "orders", *named) == ""


def test_options_before_the_command_count_for_it(
    books: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert len(ids(said(capsys, "--books", str(books), "orders", "--json"))) == 50
    out = tmp_path / "out.csv"
    assert said(capsys, "--books", str(books), "products", "export", str(out)) == ""
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert main(["--seed", "1", "orders"]) == 2


def test_english_words_around_the_labels(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, first, *_rest = said(capsys, "orders", "--books", str(books), "--lang", "en").splitlines()
    assert "決済ステータス" in head
    assert "注文番号" not in head
    assert "要確認" in first


def test_a_pipe_that_is_closed_early_is_no_error(books: Path) -> None:
    line = f'{sys.executable} -m tui orders --books "{books}" --all --json | head -1; '
    done = subprocess.run(
        ["bash", "-c", line + 'exit "${PIPESTATUS[0]}"'],
        env=plain_environment(),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_encoding_that_knows_no_japanese_is_no_error(books: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "orders", "--books", str(books), "--limit", "1"],
        env=plain_environment() | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_fits_a_terminal_of_80_columns(books: Path) -> None:
    command = (*PROGRAM, "orders", "--books", str(books), "--limit", "20")
    with Terminal(command, plain_environment(), columns=80, rows=40) as terminal:
        assert terminal.to_the_end() == 0
        lines = terminal.written.decode().splitlines()
    assert len(lines) == 21
    assert max(cell_len(line) for line in lines) <= 80
    assert "要確認" in lines[1]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "name", [name for name, entry in COMMANDS.items() if ".headless." in entry.module]
)
def test_help_fits_80_columns_and_names_the_exit_codes(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = said(capsys, name, "--help", "--lang", language)
    assert [line for line in page.splitlines() if cell_len(line) > 80] == []
    assert "70" in page
    for parameter in COMMANDS[name].load().params:
        if isinstance(parameter, click.Option):
            assert parameter.help


def test_text_is_cut_filled_and_folded_by_cells() -> None:
    assert cut("抹茶の缶", 5) == "抹茶…"
    assert filled("抹茶", 6) == "抹茶  "
    assert filled("12", 4, right=True) == "  12"
    assert folded("抹茶の缶。 TEA-UJI-100", 8) == ["抹茶の缶。", "TEA-UJI-", "100"]
