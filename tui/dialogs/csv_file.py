"""A CSV file in: name it, see what it would do and what is wrong in it, then do it (R11, R39)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Select

from core.csv import CellError
from tui.dialogs.form import Form, label
from tui.ink import Ink, inked, lines
from tui.widgets.drawn import Drawn, prose
from tui.widgets.path_input import PathInput
from tui.words import N_, _

ERRORS_SHOWN = 50
OFFERED_SHOWN = 5
EVERY_S = 0.2


class CsvPlan(Protocol):
    """What taking a file in would do."""

    @property
    def errors(self) -> tuple[CellError, ...]:
        """Every wrong cell."""
        ...


Plan = TypeVar("Plan", bound=CsvPlan)


class CsvRead(Message, Generic[Plan]):
    """A file was read and checked; without a plan `trouble` says why it could not be read."""

    def __init__(self, path: Path, data: bytes, plan: Plan | None, trouble: str = "") -> None:
        super().__init__()
        self.path = path
        self.data = data
        self.plan = plan
        self.trouble = trouble


@dataclass
class Rehearsal:
    """A look at a file; `rows` is how many have been read so far, counted by who reads."""

    path: Path
    confirmed: bool
    rows: int = 0


class CsvTaken(NamedTuple):
    """A file that was read and looked at, and what its reader agreed to."""

    path: Path
    data: bytes
    skip_bad_rows: bool
    confirmed: bool = False


class CsvFileForm(Form[CsvTaken], Generic[Plan]):
    """The file is read and checked while its name is typed; nothing is written before Enter."""

    HELP = N_("ファイルを入力すると内容を確かめます。Enterを押すまで何も書き込みません。")

    submit_text = N_("取り込む")
    about = ""
    """Message id: which file, with which columns."""
    nothing = ""
    """Message id: why a file without a good row is not taken in."""

    def __init__(
        self, rehearse: "Callable[[Rehearsal], Awaitable[CsvRead[Plan]]]", last: str = ""
    ) -> None:
        """`rehearse` reads and checks a file; `last` is the place of the one before."""
        super().__init__()
        self._rehearse = rehearse
        self._last = last
        self._read: CsvRead[Plan] | None = None
        self._asked: Rehearsal | None = None

    def on_mount(self) -> None:
        """Show how far a long file has been read."""
        self.set_interval(EVERY_S, self.show_progress)

    def show_progress(self) -> None:
        """Say it anew while a file is being read."""
        if self._asked is not None and self._read is None:
            self.check()

    def fields(self) -> ComposeResult:
        """The place, what is offered, what comes of the file, what to do with bad rows."""
        yield label(_(self.about))
        yield PathInput(self._last, endings=(".csv", ".txt"), id="path", placeholder="~/")
        yield Drawn(id="offered")
        with Horizontal(classes="field-row", id="bad-rows"):
            yield label(_("誤りのある行"))
            options = [
                (Text(_("直すまで取り込まない")), False),
                (Text(_("とばして残りを取り込む")), True),
            ]
            yield Select(options, value=False, allow_blank=False, id="skip", compact=True)
        yield from self.more_fields()
        yield Drawn(id="plan")

    def more_fields(self) -> ComposeResult:
        """What else has to be agreed to."""
        yield from ()

    @property
    def confirmed(self) -> bool:
        """Whether what cannot be undone is agreed to."""
        return False

    def good_rows(self, plan: Plan) -> int:
        """How many rows would do something."""
        raise NotImplementedError

    def counts(self, plan: Plan) -> str:
        """All that the file would do, in one sentence."""
        raise NotImplementedError

    def will_do(self, plan: Plan) -> str:
        """What Enter does."""
        raise NotImplementedError

    def examples(self, plan: Plan) -> list[Content]:
        """Some of what would change, a line each."""
        return []

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    @property
    def _plan(self) -> Plan | None:
        return self._read.plan if self._read else None

    def show_fields(self) -> None:
        """Read the file as soon as there is one; offer names until then."""
        path, asked = self._path, self._asked
        if not path.is_there:
            self._read = self._asked = None
        elif asked is None or (asked.path, asked.confirmed) != (path.path, self.confirmed):
            self._read, self._asked = None, Rehearsal(path.path, self.confirmed)
            self.rehearse(self._asked)
        self._show_offered()
        self._show_plan()

    def _show_offered(self) -> None:
        offered = [] if self._path.is_there else self._path.offered()
        folder = self._path.value.rpartition("/")[0]
        names = [each.removeprefix(folder).removeprefix("/") for each in offered[:OFFERED_SHOWN]]
        shown = [inked(Ink(name, "quiet")) for name in names]
        if len(offered) > OFFERED_SHOWN:
            more = _("ほか{n}件（Tabで補完）").format(n=len(offered) - OFFERED_SHOWN)
            shown.append(inked(Ink(more, "quiet")))
        self.query_one("#offered", Drawn).show(prose(lines(*shown)))

    def _show_plan(self) -> None:
        plan = self._plan
        wrong = bool(plan and plan.errors and self.good_rows(plan))
        self.query_one("#bad-rows").display = wrong
        words = Content("") if plan is None else self._plan_words(plan)
        self.query_one("#plan", Drawn).show(prose(words))

    def _plan_words(self, plan: Plan) -> Content:
        """What the file would do, and each wrong cell with its place."""
        rows = [inked(Ink(f"{'×' if plan.errors else '○'} {self.counts(plan)}", "strong"))]
        rows += [_error(error) for error in plan.errors[:ERRORS_SHOWN]]
        if len(plan.errors) > ERRORS_SHOWN:
            more = _("ほかに{n}か所の誤りがあります。").format(n=len(plan.errors) - ERRORS_SHOWN)
            rows.append(inked(Ink(more, "warn")))
        return lines(*rows, *self.examples(plan))

    @work(exclusive=True, exit_on_error=False)
    async def rehearse(self, asked: "Rehearsal") -> None:
        """Read the file and check each row, away from the screen."""
        self.post_message(await self._rehearse(asked))

    @on(CsvRead)
    def show_read(self, message: CsvRead[Plan]) -> None:
        """Show what it would do, unless another file has been named meanwhile."""
        if message.path == self._path.path:
            self._read = message
            self.check()

    def problem(self) -> str:
        """What keeps the file from being taken in."""
        if not self._path.value.strip():
            return _("ファイルの場所を入力してください。")
        if not self._path.is_there:
            return _("このファイルはありません。")
        if self._read is None:
            rows = self._asked.rows if self._asked else 0
            told = _("ファイルを調べています…")
            return f"{told} {_('{n}行').format(n=f'{rows:,}')}" if rows else told
        plan = self._plan
        if plan is None:
            return self._read.trouble
        if not self.good_rows(plan):
            return _(self.nothing)
        if plan.errors and not self._skips:
            return _(
                "誤りがあります。ファイルを直すか、「とばして残りを取り込む」を選んでください。"
            )
        return ""

    @property
    def _skips(self) -> bool:
        return self.query_one("#skip", Select).value is True

    def hint(self) -> str:
        """What Enter does."""
        assert self._plan is not None
        return self.will_do(self._plan)

    def answer(self) -> CsvTaken:
        """The bytes that were looked at, so that nothing else is taken in."""
        assert self._read is not None
        return CsvTaken(self._read.path, self._read.data, self._skips, self.confirmed)


def _error(error: CellError) -> Content:
    place = _("{line}行目").format(line=error.line)
    return inked(Ink(f"{place} {error.column}", "strong"), ": ", Ink(_(error.reason), "warn"))
