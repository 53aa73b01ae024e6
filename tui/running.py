"""Runs the dashboard from the first thread to the exit code, whatever happens on the way."""

import sys
from collections.abc import Callable
from pathlib import Path

from core.domain.labels import Policy
from tui.app import NO_CONFIG, RenkeiApp
from tui.config import Config
from tui.crash import EXIT, keep_report
from tui.opening import Opening
from tui.settings import Settings, own_settings
from tui.words import LANGUAGES, speak


def run_dashboard(
    *,
    lang: str | None,
    policy: Policy,
    seed: int,
    books: Path | None,
    config: Config = NO_CONFIG,
) -> int:
    """Open a demo world and the dashboard on it; gives the exit code.

    Without `lang` it speaks the language of `config`, else the one chosen last, else Japanese.
    The world opens in a thread while the terminal is set up.
    """
    settings = own_settings()
    speak_as_wished(lang, config, settings)
    return run_app(Opening(policy, seed, books), settings, config)


def run_app(opening: Opening, settings: Settings, config: Config = NO_CONFIG) -> int:
    """Run the dashboard on what `opening` brings and close that; gives the exit code.

    What goes wrong outside is one sentence on stderr and code 2; a mistake of ours is one sentence,
    a report in a file, code 70.
    """
    try:
        app, crash = _run(opening, settings, config)
        while app.reopen_in and not crash:
            speak(app.reopen_in)
            app, crash = _run(opening, settings, config)
    finally:
        ended = _error_of(opening.close)
    if crash := crash or ended:
        _tell(keep_report(crash, app.facts(), app.actions_done))
        return EXIT
    if app.failure:
        _tell(app.failure)
    return app.return_code or 0


def speak_as_wished(lang: str | None, config: Config, settings: Settings) -> None:
    """Speak `lang`, else the language of `config`, else the one chosen last, else Japanese."""
    remembered = settings.get("language", str, "ja")
    speak(lang or config.language or (remembered if remembered in LANGUAGES else "ja"))


def _run(
    opening: Opening, settings: Settings, config: Config
) -> tuple[RenkeiApp, Exception | None]:
    """One dashboard from start to end; with the error that ended it."""
    app = RenkeiApp(opening, settings, config)
    crash = None
    try:
        crash = _error_of(app.run) or app.crash
    finally:
        ended = _error_of(app.close_session)
    return app, crash or ended


def _error_of(run: Callable[[], object]) -> Exception | None:
    try:
        run()
    except Exception as error:
        return error
    return None


def _tell(sentence: str) -> None:
    print(f"renkei: {sentence}", file=sys.stderr)  # noqa: T201
