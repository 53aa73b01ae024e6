"""シナリオ: the cases with what came of them; one is played on screen, many beside it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from core.domain.labels import Policy
from tui.case_texts import story
from tui.dialogs.open_file import OpenFileForm
from tui.ink import Ink, inked
from tui.keys import key
from tui.messages import CasePicked, FilesRead, LibraryRead
from tui.player import Player
from tui.scenario_columns import SHELF_COLUMNS
from tui.screens.run_keys import RunKeys
from tui.screens.what_if_keys import WhatIfKeys
from tui.shelf import CaseFile, Shelf, own_case, read_files, read_library
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows, next_place
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.turns import Turn, TurnResult
    from tui.session import Session


class ScenariosScreen(RunKeys, WhatIfKeys):
    """The list, a person's own files on top, filtered by what is typed after `/`."""

    MODE = "scenarios"
    HELP = N_(
        "シナリオの一覧です。`Enter` で開いて1手順ずつ進め、"
        "`{run.pointed}` と `{run.shown}` は画面の裏で最後まで"
        "実行します。`{shelf.search}` で絞り込み、`{shelf.next}` で次の失敗へ。"
        "`{shelf.open}` で自分のファイルを開きます。"
        "`{case.what_if}` で設定を変えた世界と比べ、`{shelf.matrix}` で規則ごとの一覧を見ます。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "slash",
            "search",
            "検索",
            "id・題・タグ・規則・期待で検索する",
            id="shelf.search",
        ),
        key("i", "open_file", "ファイル", "自分のシナリオのファイルを開く", id="shelf.open"),
        key(
            "m", "matrix", "規則", "規則ごとに、示すシナリオと足りないものを見る", id="shelf.matrix"
        ),
        key("n", "next_problem", "次の失敗", "次の失敗したシナリオへ進む", id="shelf.next"),
        key("escape", "clear", "解除", "絞込を解除する", id="shelf.clear", show=False),
    ]

    def __init__(self, session: "Session", stopped: "TurnResult | None" = None) -> None:
        super().__init__(session)
        self._stopped = stopped
        self._library: tuple[CaseFile, ...] = ()
        self._own: dict[Path, tuple[CaseFile, ...]] = {}
        """A person's own cases by the place that was opened, the newest first."""
        self._last_path = ""
        self._wanted = ""
        self._opening = False

    @property
    def shelf(self) -> PagedTable[Shelf]:
        """The list."""
        return self.query_one("#shelf", PagedTable)

    def body(self) -> ComposeResult:
        """Filter, what is going on, the list, and the case pointed at."""
        yield Input(id="shelf-search", placeholder=_("id・題・タグ・規則・期待"), compact=True)
        yield Drawn(id="shelf-line")
        yield PagedTable(
            SHELF_COLUMNS,
            lambda row: row.file.key,
            empty=N_("条件に合うシナリオはありません。"),
            id="shelf",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """Read the library once."""
        self.query_one("#shelf-search").display = False
        self.shelf.focus()
        self.read_cases()

    @work(group="library", exclusive=True, thread=True, exit_on_error=False, description="YAML")
    def read_cases(self) -> None:
        """Read all scenario files of the library."""
        self.post_message(LibraryRead(read_library()))

    @on(LibraryRead)
    def show_library(self, message: LibraryRead) -> None:
        """Show what there is to play, and point at the case that stopped."""
        self._library = message.files
        self.renew()
        if self._stopped is not None:
            self._show_stopped(self._stopped)

    def _show_stopped(self, stopped: "TurnResult") -> None:
        self.results.keep(stopped)
        case = own_case(stopped.turn.loaded)
        found = [file for file in self._library if (file.path, file.name) == (case.path, case.name)]
        if not found:
            self._own = {Path(case.path): (case,)} | self._own
        self.renew()
        self.shelf.point_at((found or [case])[0].key)

    def files_shown(self) -> tuple[CaseFile, ...]:
        """Every case that the filter leaves."""
        return tuple(row.file for row in self._rows())

    def file_pointed(self) -> CaseFile | None:
        """The case pointed at."""
        row = self.shelf.pointed if self.query("#shelf") else None
        return row.file if row else None

    def turn_at_hand(self) -> "Turn | None":
        """The case pointed at, under the dashboard's policy where it is written for it."""
        from scenarios.turns import Turn

        file = self.file_pointed()
        if file is None or file.loaded is None:
            return None
        policies = file.loaded.case.policies
        here = self.session.views.policy()
        return Turn(file.loaded, here if here in policies else policies[0])

    def _files(self) -> tuple[CaseFile, ...]:
        return (*(file for files in self._own.values() for file in files), *self._library)

    def _rows(self) -> list[Shelf]:
        rows = [self._row(file) for file in self._files()]
        return [row for row in rows if row.matches(self._wanted)] if self._wanted else rows

    def _row(self, file: CaseFile) -> Shelf:
        waiting = (policy for policy in Policy if (file.path, file.name, policy) in self.waiting)
        return Shelf(file, self.results.of(file.loaded), frozenset(waiting))

    def renew(self) -> None:
        """Show the list as it stands."""
        rows = self._rows()
        self.shelf.show(FixedRows(rows))
        count = _("{shown}/{all}件").format(shown=len(rows), all=len(self._files()))
        wanted = f"  / {self._wanted}" if self._wanted else ""
        self.query_one("#shelf-line", Drawn).show(
            prose(inked(Ink(count, "quiet"), Ink(wanted, "note"), f"  {self.run_words}"))
        )
        self.refresh_bindings()

    def show_run(self) -> None:
        """Show how far the run is."""
        self.renew()

    @on(RowPointed, "#shelf")
    def tell_story(self, message: "RowPointed[Shelf]") -> None:
        """What the case pointed at is about, and what came of it."""
        self.query_one("#preview", Drawn).show(prose(story(message.row)))
        self.refresh_bindings()

    @on(RowChosen, "#shelf")
    def open_pointed(self) -> None:
        """Open the case in a fresh world."""
        turn = self.turn_at_hand()
        if turn is not None and not self._opening:
            self._opening = True
            self.tell(_("シナリオの世界を用意しています。"))
            self.open_case(turn)

    @work(group="play", exit_on_error=False, description="シナリオ")
    async def open_case(self, turn: "Turn") -> None:
        """Build the world of the case."""
        try:
            player = await Player.open(turn)
        finally:
            self._opening = False
        self.post_message(CasePicked(player))

    @on(CasePicked)
    async def show_case(self, message: CasePicked) -> None:
        """Show its steps, unless the person has gone elsewhere."""
        from tui.screens.case import CaseScreen

        self.app.clear_notifications()
        if self.app.screen is self:
            self.app.push_screen(CaseScreen(message.player, self.results))
        else:
            await message.player.close()

    def action_next_problem(self) -> None:
        """Point at the next case that failed or cannot be read."""
        found = next_place(self.shelf.source, self.shelf.cursor, lambda row: row.wrong)
        if found is None:
            self.tell(_("失敗したシナリオはありません。"))
        else:
            self.shelf.cursor = found

    def action_search(self) -> None:
        """Open the filter."""
        line = self.query_one("#shelf-search", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#shelf-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing."""
        self._wanted = message.value.strip()
        self.renew()

    @on(Input.Submitted, "#shelf-search")
    def searched(self) -> None:
        """Back to the list, the filter kept."""
        self.query_one("#shelf-search").display = False
        self.shelf.focus()

    def action_clear(self) -> None:
        """All cases again."""
        self.filter_by("")

    def filter_by(self, wanted: str) -> None:
        """Show the cases in which `wanted` occurs."""
        self.query_one("#shelf-search", Input).value = wanted
        self._wanted = wanted
        self.searched()
        self.renew()

    def action_open_file(self) -> None:
        """Ask for a person's own file or folder."""

        def read(path: Path | None) -> None:
            if path is not None:
                self._last_path = str(path)
                self.read_own(path)

        self.app.push_screen(OpenFileForm(self._last_path), read)

    @work(group="library", thread=True, exit_on_error=False, description="YAML")
    def read_own(self, path: Path) -> None:
        """Read the cases of that place."""
        self.post_message(FilesRead(path, read_files(path)))

    @on(FilesRead)
    def show_own(self, message: FilesRead) -> None:
        """Put them on top, in the place of their older readings, and point at the first."""
        paths = {file.path for file in message.files}
        others = {
            place: tuple(file for file in files if file.path not in paths)
            for place, files in self._own.items()
            if place != message.place
        }
        self._own = {message.place: message.files} | others
        self.filter_by("")
        self.shelf.action_home()
        if any(file.case is None for file in message.files):
            self.tell(_("読めないファイルがあります。選ぶと、誤りの場所を表示します。"), "warning")

    def action_matrix(self) -> None:
        """Show the rules; a chosen one filters the list."""
        from scenarios.coverage import covered
        from tui.dialogs.coverage import CoverageMatrix

        def show(rule: str | None) -> None:
            if rule is not None:
                self.filter_by(rule)

        rows = covered(file.case for file in self._files() if file.case)
        self.app.push_screen(CoverageMatrix(rows), show)
