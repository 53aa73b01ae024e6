"""Runs the dashboard from the first thread to the exit code, whatever happens on the way."""

import sys
from collections.abc import Callable
from pathlib import Path

from core.domain.labels import Policy
from tui.app import NO_CONFIG, RenkeiApp
from tui.config import Config
from tui.crash import EXIT, keep_report
from tui.opening import Opening
from tui.settings import own_settings
from tui.words import speak


def run_dashboard(
    *,
    lang: str | None,
    policy: Policy,
    seed: int,
    books: Path | None,
    config: Config = NO_CONFIG,
) -> int:
    """Open a demo world and the dashboard on it; gives the exit code.

    Without `lang` it speaks the language of `config`, else Japanese. The world opens in a thread
    while the terminal is set up. What goes wrong with it is one sentence on stderr and code 2; a
    mistake of ours is one sentence, a report in a file, and code 70.
    """
    speak(lang or config.language or "ja")
    opening = Opening(policy, seed, books)
    app = RenkeiApp(opening, own_settings(), config)
    crash: Exception | None = None
    try:
        crash = _error_of(app.run) or app.crash
    finally:
        for end in (app.close_session, opening.close):
            crash = _error_of(end) or crash
    if crash is not None:
        _tell(keep_report(crash, app.facts(), app.actions_done))
        return EXIT
    if app.failure:
        _tell(app.failure)
    return app.return_code or 0


def _error_of(run: Callable[[], object]) -> Exception | None:
    try:
        run()
    except Exception as error:
        return error
    return None


def _tell(sentence: str) -> None:
    print(f"renkei: {sentence}", file=sys.stderr)  # noqa: T201
