"""配送CSV: pick a file, see what it would do and what is wrong in it, then do it (R11, R39)."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Select

from core.csv import CellError, ShipmentPlan
from tui.dialogs.form import Form, label
from tui.ink import Ink, inked, lines
from tui.messages import ShipmentsRead
from tui.widgets.drawn import Drawn, prose
from tui.widgets.path_input import PathInput
from tui.words import N_, _

ERRORS_SHOWN = 50
OFFERED_SHOWN = 5


class Shipments(NamedTuple):
    """A file that was read and looked at, and whether its bad rows are passed over."""

    path: Path
    data: bytes
    skip_bad_rows: bool


Rehearse = Callable[[Path], Awaitable[ShipmentsRead]]


class ShipFileForm(Form[Shipments]):
    """The file is read and checked while its name is typed; nothing is put in line before Enter."""

    title_text = N_("配送CSVの取り込み")
    submit_text = N_("取り込む")

    def __init__(self, rehearse: Rehearse, last: str = "") -> None:
        """`rehearse` reads a file and checks it; `last` is the place of the one before."""
        super().__init__()
        self._rehearse = rehearse
        self._last = last
        self._read: ShipmentsRead | None = None

    def fields(self) -> ComposeResult:
        """The place, what is offered, what comes of the file, what to do with bad rows."""
        yield label(_("CSVファイル（注文番号、配送業者、追跡番号、出荷日）"))
        yield PathInput(self._last, endings=(".csv", ".txt"), id="path", placeholder="~/")
        yield Drawn(id="offered")
        with Horizontal(classes="field-row", id="bad-rows"):
            yield label(_("誤りのある行"))
            yield Select(
                [
                    (Text(_("直すまで取り込まない")), False),
                    (Text(_("とばして残りを取り込む")), True),
                ],
                value=False,
                allow_blank=False,
                id="skip",
                compact=True,
            )
        yield Drawn(id="plan")

    @property
    def _path(self) -> PathInput:
        return self.query_one("#path", PathInput)

    @property
    def _plan(self) -> ShipmentPlan | None:
        return self._read.plan if self._read else None

    def show_fields(self) -> None:
        """Read the file as soon as there is one; offer names until then."""
        path = self._path
        if not path.is_there:
            self._read = None
        elif self._read is None or self._read.path != path.path:
            self._read = None
            self.rehearse(path.path)
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
        self.query_one("#bad-rows").display = bool(plan and plan.errors and plan.shipped)
        self.query_one("#plan", Drawn).show(prose(plan_words(plan) if plan else Content("")))

    @work(exclusive=True, exit_on_error=False)
    async def rehearse(self, path: Path) -> None:
        """Read the file and check each row, away from the screen."""
        self.post_message(await self._rehearse(path))

    @on(ShipmentsRead)
    def show_read(self, message: ShipmentsRead) -> None:
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
            return _("ファイルを調べています…")
        plan = self._plan
        if plan is None:
            return self._read.trouble
        if not plan.shipped:
            return _("配送完了にできる行がありません。")
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
        return _("Enterで{n}件を送信待ちに入れます。").format(n=self._plan.shipped)

    def answer(self) -> Shipments:
        """The bytes that were looked at, so that nothing else is taken in."""
        assert self._read is not None
        return Shipments(self._read.path, self._read.data, self._skips)


def plan_words(plan: ShipmentPlan) -> Content:
    """What a file would do, and each wrong cell with its place."""
    counts = _("配送完了 {shipped}件、変更なし {unchanged}件、誤り {wrong}か所").format(
        shipped=plan.shipped, unchanged=plan.unchanged, wrong=len(plan.errors)
    )
    rows = [inked(Ink(f"{'×' if plan.errors else '○'} {counts}", "strong"))]
    rows += [_error(error) for error in plan.errors[:ERRORS_SHOWN]]
    if len(plan.errors) > ERRORS_SHOWN:
        more = _("ほかに{n}か所の誤りがあります。").format(n=len(plan.errors) - ERRORS_SHOWN)
        rows.append(inked(Ink(more, "warn")))
    return lines(*rows)


def _error(error: CellError) -> Content:
    place = _("{line}行目").format(line=error.line)
    return inked(Ink(f"{place} {error.column}", "strong"), ": ", Ink(_(error.reason), "warn"))
