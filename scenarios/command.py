"""`renkei run`: load, choose, play, report; the exit code says how it went."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from core.domain.labels import Policy
from scenarios.choice import Choice
from scenarios.gather import gather
from scenarios.keyword import WrongKeyword
from scenarios.report import TextReport
from scenarios.reports.told import again
from scenarios.runner import StepResult
from scenarios.said import Translate, say
from scenarios.turns import Rules, Turn, TurnResult, play_turn

if TYPE_CHECKING:
    from scenarios.live import LiveWorld

    Break = Callable[[LiveWorld, TurnResult], object]
    """Shows the stopped world of a turn; the world ends when it returns."""


class Exit(IntEnum):
    """Exit codes of a run."""

    PASSED = 0
    FAILED = 1
    WRONG = 2


@dataclass(frozen=True)
class Files:
    """Where reports are written besides the text."""

    junit: Path | None = None
    json: Path | None = None
    html: Path | None = None

    def write(self, results: Sequence[TurnResult], translate: Translate) -> None:
        """Write those that are wanted. Raises OSError."""
        if self.junit:
            from scenarios.reports.junit import junit

            self.junit.write_text(junit(results, translate), encoding="utf-8")
        if self.json:
            from scenarios.reports.as_json import as_json

            self.json.write_text(as_json(results, translate), encoding="utf-8")
        if self.html:
            from scenarios.reports.page import page

            self.html.write_text(page(results, translate), encoding="utf-8")


def run_paths(
    paths: Iterable[Path],
    *,
    keyword: str | None = None,
    tags: Sequence[str] = (),
    rules: Sequence[str] = (),
    policy: Policy | str | None = None,
    http: bool = False,
    jobs: int = 1,
    until: int | None = None,
    on_break: "Break | None" = None,
    matrix: bool = False,
    files: Files | None = None,
    out: TextIO,
    translate: Translate = str,
) -> int:
    """Play every case under `paths` that the choice leaves, and write to `out`.

    With `on_break` a turn that fails, or that `until` stops, is shown by it. With `matrix` nothing
    is played: what the cases cover is told. Returns 0 where all passed, 1 where an expectation
    failed, 2 where a file or an argument is wrong; then nothing was played.
    """
    report, files = TextReport(out, translate), files or Files()
    gathered = gather(paths)
    if gathered.wrong:
        for file in gathered.wrong:
            report.lines(file.lines(translate))
        return Exit.WRONG
    choice = Choice(keyword, tuple(tags), tuple(rules), None if policy is None else Policy(policy))
    try:
        turns = choice.turns(gathered.cases)
    except WrongKeyword as error:
        report.sentence(error.said)
        return Exit.WRONG
    if not turns:
        report.sentence(say("条件に合うシナリオがありません。"))
        return Exit.WRONG
    if matrix:
        from scenarios.coverage import coverage

        report.lines(list(coverage((one.case for one in gathered.cases), translate)))
        return Exit.PASSED
    how = Rules(http=http, until=until, lives=files.html is not None)
    results = tuple(_played(turns, how, report, jobs, on_break))
    failures = [again(result, http=http) for result in results if not result.passed]
    report.end(len(results) - len(failures), failures)
    files.write(results, translate)
    return Exit.FAILED if failures else Exit.PASSED


def _played(
    turns: Sequence[Turn], how: Rules, report: TextReport, jobs: int, on_break: "Break | None"
) -> Iterator[TurnResult]:
    if jobs > 1 and on_break is None:
        from scenarios.parallel import play_in_parallel

        for number, result in enumerate(play_in_parallel(turns, how, jobs), start=1):
            report.progress(number, len(turns))
            report.whole(result)
            yield result
        return
    for number, turn in enumerate(turns, start=1):
        report.progress(number, len(turns))
        report.case_begins(*turn)
        result = _one(turn, how, report, on_break)
        report.verdict(result)
        yield result


def _one(turn: Turn, how: Rules, report: TextReport, on_break: "Break | None") -> TurnResult:
    def watch(step: StepResult) -> None:
        report.step(turn.loaded.path, step)

    if on_break is None:
        return asyncio.run(play_turn(turn, how, watch))
    from scenarios.breaking import play_and_break

    return play_and_break(turn, how, watch, on_break)
