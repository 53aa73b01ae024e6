"""The command line as its user meets it: exit codes, one sentence for each mistake, clean ends."""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from core import Books
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.bench.registry import Entry, NoSuchFigure, chosen, take
from scenarios.bench.terminal import Terminal
from tui.cli import main


def renkei(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **options,
    )


def test_version_is_the_installed_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"renkei {version('renkei')}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["smi"], "sim"),
        (["--sed", "1"], "--seed"),
        (["sim", "--prot", "1"], "--port"),
        (["sim", "--port"], "--port"),
        (["sim", "--port", "70000"], "65535"),
        (["sim", "--port", "八七"], "65535"),
        (["sim", "--seed", "-1"], "「-1」"),
        (["sim", "--start", "tomorrow"], "2026-11-23"),
        (["sim", "--host", "0.0.0.0"], "--control-token"),
        (["sim", "extra"], "extra"),
        (["run"], "FILE_OR_FOLDER"),
        (["--policy", "saef"], "safe"),
        (["--lang", "fr"], "「fr」"),
        (["--books", "shop.db", "sim"], "--books"),
        (["bench", "verzion"], "version"),
    ],
)
def test_a_wrong_argument_gets_one_line_and_exit_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("renkei: ")
    assert told.err.count("\n") == 1
    assert said in told.err


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", [[], ["sim"], ["run"], ["bench"]])
def test_help_is_in_the_readers_language(
    command: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help", "--lang", language]) == 0
    page = capsys.readouterr().out
    assert ("使い方" in page) is (language == "ja")
    assert page.isascii() is (language == "en") or "…" in page


def test_without_a_terminal_the_dashboard_refuses() -> None:
    done = renkei()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "端末" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_terminal_too_small_is_told_the_size_it_needs(tmp_path: Path) -> None:
    """Nothing is drawn and nothing is written before the size is known to do."""
    books = tmp_path / "shop.db"
    command = (*PROGRAM, "--books", str(books))
    with Terminal(command, plain_environment(), columns=75, rows=24) as terminal:
        terminal.until(lambda written: b"80\xc3\x9724" in written)
        assert b"\x1b[?1049h" not in terminal.written
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = renkei("sim", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_fake_ends_cleanly(sign: signal.Signals) -> None:
    """Ctrl-C and a service manager's stop are the ordinary ends of `renkei sim`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pipe = subprocess.PIPE
    command = [*PROGRAM, "sim", "--port", str(port)]
    with subprocess.Popen(
        command, env=plain_environment(), stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout is not None
        first_line = process.stdout.readline()
        assert httpx.get(f"http://127.0.0.1:{port}/_sim/clock").status_code == 200
        process.send_signal(sign)
        _said, complaint = process.communicate(timeout=20)
    assert f"127.0.0.1:{port}" in first_line
    assert process.returncode == 0
    assert complaint == ""


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`renkei --help | head -1`."""
    line = f"{sys.executable} -m tui --help | head -1"
    done = subprocess.run(
        ["bash", "-c", line], env=plain_environment(), capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr


def complaint_about(books: Path) -> str:
    """What the dashboard says of `books` on the plain terminal, once it has left the screen."""
    command = (*PROGRAM, "--books", str(books))
    with Terminal(command, plain_environment(), columns=200, rows=40) as terminal:
        assert terminal.to_the_end() == 2
        told = terminal.written.decode()
    assert "Traceback" not in told
    (line,) = re.findall(r"renkei: ([^\r\n]+)", told)
    return line


def test_books_of_a_newer_renkei_are_left_as_they_are(tmp_path: Path) -> None:
    books = tmp_path / "shop.db"
    Books.open(books).close()
    with closing(sqlite3.connect(books)) as database, database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
            ("renkei", "m9999_from_the_future", "2030-01-01"),
        )
    before = books.read_bytes()
    assert "新しい版" in complaint_about(books)
    assert books.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["shop.db"]


def test_another_programs_file_is_left_as_it_is(tmp_path: Path) -> None:
    books = tmp_path / "photo.jpg"
    books.write_bytes(b"\xff\xd8\xff\xe0 not a database " * 40)
    before = books.read_bytes()
    assert str(books) in complaint_about(books)
    assert books.read_bytes() == before


@pytest.mark.parametrize("folder", ["no-such-folder", "/proc"])
def test_a_place_that_cannot_be_written_is_one_sentence(folder: str, tmp_path: Path) -> None:
    """/proc stands for a read-only folder: nobody, root included, can make a file there."""
    assert folder in complaint_about(tmp_path / folder / "shop.db")
    assert list(tmp_path.iterdir()) == []


def test_bench_prints_json_in_the_promised_form() -> None:
    done = renkei("bench", "version", "--json")
    report = json.loads(done.stdout)
    assert set(report) == {"machine", "figures"}
    assert report["machine"]["cpus"] >= 1
    (figure,) = report["figures"]
    assert set(figure) == {"name", "value", "unit", "goal", "met", "detail"}
    assert (figure["name"], figure["unit"], figure["goal"]) == ("version", "s", "<= 0.3")
    assert done.returncode == (0 if figure["met"] else 1)


def test_bench_takes_figures_and_groups_by_name() -> None:
    entries = (Entry("day", "engine", "a"), Entry("flash", "engine", "b"), Entry("row", "tui", "c"))
    assert [entry.name for entry in chosen(["engine"], entries)] == ["day", "flash"]
    assert [entry.name for entry in chosen(["row", "day"], entries)] == ["day", "row"]
    assert chosen([], entries) == entries
    with pytest.raises(NoSuchFigure):
        chosen(["dai"], entries)


def test_a_figure_that_cannot_be_taken_is_not_met_and_hides_nothing() -> None:
    (figure,) = take(Entry("lost", "engine", "scenarios.bench.no_such_module"))
    assert figure.value is None
    assert not figure.met
    assert "no_such_module" in str(figure.detail)
