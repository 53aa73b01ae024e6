"""Start and end: a world that cannot be opened is one sentence and exit code 2."""

import asyncio
import threading
from pathlib import Path

import pytest

from core.domain.labels import Policy
from tui import app as dashboard
from tui.app import FAILED, RenkeiApp
from tui.opening import Opening
from tui.running import run_dashboard
from tui.shots import at_rest
from tui.words import speak


def _start(books: Path) -> RenkeiApp:
    opening = Opening(Policy.DOCUMENTED, 1, books)
    app = RenkeiApp(opening)

    try:
        _run_headless(app)
    finally:
        if app.session is not None:
            app.session.close()
        opening.close()
    return app


def test_another_programs_file_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    books = tmp_path / "notes.db"
    books.write_text("this is no database, but somebody's notes\n" * 20)
    before = books.read_bytes()
    app = _start(books)
    assert app.return_code == FAILED
    assert str(books) in app.failure
    assert "\n" not in app.failure
    assert books.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [books]


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    app = _start(tmp_path / "nowhere" / "books.db")
    assert app.return_code == FAILED
    assert not (tmp_path / "nowhere").exists()


def test_the_sentence_goes_to_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dashboard.RenkeiApp, "run", _run_headless)
    books = tmp_path / "notes.db"
    books.write_text("no database" * 100)
    code = run_dashboard(lang="ja", policy=Policy.SAFE, seed=1, books=books)
    assert code == FAILED
    told = capsys.readouterr().err
    assert told.startswith("renkei: ")
    assert told.count("\n") == 1
    assert "Traceback" not in told


def _run_headless(app: RenkeiApp) -> None:
    async def run() -> None:
        async with app.run_test() as pilot:
            await at_rest(app, pilot)

    asyncio.run(run())


def test_quitting_ends_the_world_and_removes_what_was_borrowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders: list[Path] = []
    make = Opening.__init__

    def noting(self: Opening, policy: Policy, seed: int, books: Path | None) -> None:
        make(self, policy, seed, books)
        assert self._folder is not None
        folders.append(self._folder)

    monkeypatch.setattr(Opening, "__init__", noting)
    monkeypatch.setattr(dashboard.RenkeiApp, "run", _run_headless)
    before = set(threading.enumerate())
    assert run_dashboard(lang="ja", policy=Policy.DOCUMENTED, seed=1, books=None) == 0
    (folder,) = folders
    assert not folder.exists()
    ours = {thread.name for thread in set(threading.enumerate()) - before}
    assert not ours & {"renkei-world", "opening", "desk_0"}


def test_an_unknown_language_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="fr"):
        speak("fr")
