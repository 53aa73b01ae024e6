"""What a run has to say, as text for a terminal."""

from typing import TextIO

from core.domain.instants import jst
from core.domain.labels import Policy
from scenarios.language.loader import Loaded
from scenarios.play.check import Check
from scenarios.reports.told import numbers_told
from scenarios.runner import Outcome, StepResult
from scenarios.said import Said, Translate, say
from scenarios.turns import TurnResult

_MARKS = {Outcome.DONE: "・", Outcome.PASSED: "✓", Outcome.FAILED: "✗"}
_COLOURS = {Outcome.DONE: "", Outcome.PASSED: "32", Outcome.FAILED: "31;1"}
_BAR = 24
_INDENT = " " * 22


class TextReport:
    """Writes to `out` as the run goes on; colours where a terminal shows them."""

    def __init__(self, out: TextIO, translate: Translate = str) -> None:
        self._out = out
        self._translate = translate
        self._coloured = out.isatty()

    def case_begins(self, loaded: Loaded, policy: Policy) -> None:
        """Head of one case under one policy."""
        case = loaded.case
        rules = f" [{' '.join(case.rules)}]" if case.rules else ""
        self._line(self._ink(f"{case.id} ({policy}){rules}", "1"))
        self._line(f"  {case.title}")

    def step(self, path: str, result: StepResult) -> None:
        """One step of the file `path` and what was looked at."""
        mark = self._ink(_MARKS[result.outcome], _COLOURS[result.outcome])
        at = f"{jst(result.at):%m-%d %H:%M:%S}"
        note = f"  # {result.note}" if result.note else ""
        self._line(f"  {at}  {mark} {result.number:>2} {self._say(result.title)}{note}")
        for check in result.checks:
            if check.holds:
                self._line(f"{_INDENT}{self._say(check.what)} = {self._say(check.actual)}")
        failed = [check for check in result.checks if not check.holds]
        for check in failed:
            self._difference(check)
        if failed:
            self._line(f"{_INDENT}{path}:{result.line}")

    def case_ends(self, left: int) -> None:
        """`left` is the number of steps that were not played."""
        if left:
            self._line(_INDENT + self._say(say("残りの{n}手順は実行していません。", n=left)))
        self._line("")

    def broke(self, said: Said) -> None:
        """A case that could not be played to its end."""
        self._line(f"  {self._ink('✗', '31;1')} {self._say(said)}")

    def verdict(self, result: TurnResult) -> None:
        """What is to be said after the last step of a case."""
        if result.broke is not None:
            self.broke(result.broke)
        for said in numbers_told(result):
            self._line(_INDENT + self._say(said))
        if result.journal:
            self._line(_INDENT + self._say(say("直前の記録:")))
            for line in result.journal:
                self._line(f"{_INDENT}  {line.text(self._translate)}")
        self.case_ends(result.left)

    def whole(self, result: TurnResult) -> None:
        """A case that was played elsewhere."""
        self.case_begins(*result.turn)
        for step in result.steps:
            self.step(result.turn.loaded.path, step)
        self.verdict(result)

    def progress(self, number: int, of: int) -> None:
        """How far the run is, in a terminal that shows it: a bar in its title line."""
        if self._coloured:
            done = _BAR * number // of
            bar = "█" * done + "░" * (_BAR - done)
            self._out.write(f"\r\x1b[2m{bar} {number}/{of}\x1b[0m\n")

    def end(self, passed: int, failures: list[str]) -> None:
        """The count, and a command for each failure that repeats it."""
        for command in failures:
            self._line(self._say(say("もう一度: {command}", command=command)))
        said = say("成功 {passed}件、失敗 {failed}件", passed=passed, failed=len(failures))
        self._line(self._ink(self._say(said), "31;1" if failures else "32;1"))

    def sentence(self, said: Said) -> None:
        """One sentence by itself."""
        self._line(self._say(said))

    def lines(self, lines: list[str]) -> None:
        """Ready lines."""
        for line in lines:
            self._line(line)

    def _difference(self, check: Check) -> None:
        self._line(f"{_INDENT}{self._say(check.what)}")
        self._line(f"{_INDENT}  {self._say(say('期待'))}: {self._say(check.expected)}")
        actual = self._ink(self._say(check.actual), "31;1")
        self._line(f"{_INDENT}  {self._say(say('実際'))}: {actual}")

    def _say(self, said: Said) -> str:
        return said.text(self._translate)

    def _ink(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._coloured and colour else text

    def _line(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
