"""シナリオ: pick a case, play it step by step in a world of its own, see where it differs."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.domain.labels import Policy
from tui.ink import inked
from tui.keys import key
from tui.messages import CasePicked, LibraryRead, PlayEnded, StepPlayed
from tui.player import CaseFile, Player, read_library
from tui.scenario_columns import SHELF_COLUMNS, STEP_COLUMNS, Shelf
from tui.scenario_texts import case_head, comparison, story, story_of
from tui.screens.frame import FrameScreen
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from textual.timer import Timer

    from scenarios.language.definition import Case
    from scenarios.runner import StepResult
    from tui.live import Live
    from tui.session import Session

STEP_EVERY_S = 0.8
"""Pace of playing on by itself: slow enough to read along."""


class ScenariosScreen(FrameScreen):
    """The library above, the steps played below, and what differs at the failure."""

    MODE = "scenarios"
    HELP = N_(
        "シナリオの一覧です。Enterで開き、. で1手順ずつ、Spaceで自動で進めます。"
        "oでそのシナリオの世界の注文を開けます。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "full_stop", "step_clock", "次の手順", "次の手順を実行する", id="play.step", display="."
        ),
        key(
            "space",
            "toggle_clock",
            "自動",
            "自動で進める、または止める",
            id="play.auto",
            display="Space",
        ),
        key("p", "policy", "方針", "documented と safe を切り替えてはじめから", id="play.policy"),
        key("o", "orders", "注文を見る", "このシナリオの世界の注文を開く", id="play.orders"),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._files: tuple[CaseFile, ...] = ()
        self._outcomes: dict[str, str] = {}
        self._policy = session.views.policy()
        self._player: Player | None = None
        self._steps: list[StepResult] = []
        self._auto: Timer | None = None
        self._over = False
        self._opening = False

    @property
    def clock_of(self) -> "Live":
        """The clock of the case that is played, else the session's."""
        return self._player.session.live if self._player else self.session.live

    @property
    def can_step(self) -> bool:
        """Whether a case is open and has steps left."""
        return self._player is not None and not self._over

    @property
    def shelf(self) -> PagedTable[Shelf]:
        """The library."""
        return self.query_one("#shelf", PagedTable)

    @property
    def steps(self) -> "PagedTable[StepResult]":
        """The steps played so far."""
        return self.query_one("#steps", PagedTable)

    def body(self) -> ComposeResult:
        """Library, heading of the case, its steps, and the comparison."""
        yield PagedTable(
            SHELF_COLUMNS,
            lambda row: row.file.name,
            empty=N_("シナリオはありません。"),
            id="shelf",
        )
        yield Drawn(id="case-head")
        yield PagedTable(
            STEP_COLUMNS,
            lambda row: str(row.number),
            empty=N_("Enterでシナリオを開きます。"),
            id="steps",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """Read the library once."""
        self.shelf.focus()
        self.read_files()

    async def on_unmount(self) -> None:
        """End the world of the case."""
        if self._player is not None:
            player, self._player = self._player, None
            await player.close()

    @work(group="library", exclusive=True, thread=True, exit_on_error=False, description="YAML")
    def read_files(self) -> None:
        """Read all scenario files."""
        self.post_message(LibraryRead(read_library()))

    @on(LibraryRead)
    def show_library(self, message: LibraryRead) -> None:
        """Show what there is to play."""
        self._files = message.files
        self.renew()

    def renew(self) -> None:
        """Show library and steps as they stand."""
        self.shelf.show(
            FixedRows([Shelf(file, self._outcomes.get(file.name, "")) for file in self._files])
        )
        self._show_head()

    def _show_head(self) -> None:
        case = self._player.case if self._player else None
        self.query_one("#case-head", Drawn).show(
            prose(case_head(case, self._policy, self._outcomes.get(case.id, "") if case else ""))
        )
        self.refresh_bindings()

    @on(RowPointed, "#shelf")
    def tellstory(self, message: "RowPointed[Shelf]") -> None:
        """What the case pointed at is about."""
        if self.focused is self.shelf:
            self._show_preview(story(message.row))

    @on(RowPointed, "#steps")
    def compare(self, message: "RowPointed[StepResult]") -> None:
        """Expected and actual of the step pointed at."""
        if message.row is not None:
            self._show_preview(comparison(message.row))

    def _show_preview(self, content: Content) -> None:
        self.query_one("#preview", Drawn).show(prose(content))

    @on(RowChosen, "#shelf")
    def pick(self, message: "RowChosen[Shelf]") -> None:
        """Open the case in a fresh world."""
        case = message.row.file.case
        if case is not None:
            if self._policy not in case.policies:
                self._policy = case.policies[0]
            self.open_case(case)

    @work(group="play", exclusive=True, exit_on_error=False, description="シナリオ")
    async def open_case(self, case: "Case") -> None:
        """Build the world of the case."""
        self._opening = True
        self._show_preview(inked(_("シナリオの世界を用意しています。")))
        try:
            player = await Player.open(case, self._policy)
        finally:
            self._opening = False
        self.post_message(CasePicked(player))

    @on(CasePicked)
    async def begin(self, message: CasePicked) -> None:
        """Put the new world in the place of the old one."""
        old, self._player = self._player, message.player
        self._steps, self._over = [], False
        self._stop_auto()
        self.steps.show(FixedRows(()), from_top=True)
        self._show_preview(story_of(message.player.case))
        self.clock = self.clock_of.state()
        self._show_head()
        self.steps.focus()
        if old is not None:
            await old.close()

    @work(group="play", exclusive=True, exit_on_error=False, description="シナリオ")
    async def play_step(self, player: Player) -> None:
        """Play one step and say what came of it."""
        result = await player.next()
        self.post_message(PlayEnded(player) if result is None else StepPlayed(player, result))

    @on(StepPlayed)
    def show_step(self, message: StepPlayed) -> None:
        """Add the step; a failure ends the play."""
        if message.player is not self._player:
            return
        self._steps.append(message.result)
        self.steps.show(FixedRows(tuple(self._steps)))
        self.steps.action_end()
        self._show_preview(comparison(message.result))
        self.clock = self.clock_of.state()
        if message.result.outcome.value == "failed":
            self._end("failed")

    @on(PlayEnded)
    def finish(self, message: PlayEnded) -> None:
        """Every step held."""
        if message.player is self._player:
            self._end("passed")

    def _end(self, outcome: str) -> None:
        assert self._player is not None
        self._over = True
        self._stop_auto()
        self._outcomes[self._player.case.id] = outcome
        self.renew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Stepping needs an open case that is not over; the free clock keys have no place here."""
        if action in ("pace_clock", "go_to"):
            return False
        if self.why_not(action):
            return None
        return super().check_action(action, parameters)

    def running(self) -> str:
        """A case that plays on by itself."""
        return _("シナリオの実行") if self._auto is not None else ""

    def why_not(self, action: str) -> str:
        """Why the case cannot go on."""
        if action in ("step_clock", "toggle_clock", "orders") and self._opening:
            return _("シナリオの世界を用意しています。")
        if action in ("step_clock", "toggle_clock", "orders") and self._player is None:
            return _("先にEnterでシナリオを開いてください。")
        if action in ("step_clock", "toggle_clock") and self._over:
            return _("このシナリオは終わりました。Enterではじめから開けます。")
        return super().why_not(action)

    def action_step_clock(self) -> None:
        """Play the next step."""
        if self._player is not None:
            self.play_step(self._player)

    def action_toggle_clock(self) -> None:
        """Play on by itself, or stop."""
        if self._auto is None:
            self.action_step_clock()
            self._auto = self.set_interval(STEP_EVERY_S, self.action_step_clock)
        else:
            self._stop_auto()

    def _stop_auto(self) -> None:
        if self._auto is not None:
            self._auto.stop()
            self._auto = None

    def action_policy(self) -> None:
        """The other policy; an open case begins again under it."""
        other = Policy.SAFE if self._policy is Policy.DOCUMENTED else Policy.DOCUMENTED
        case = self._player.case if self._player else None
        if case is not None and other not in case.policies:
            self.tell(_("このシナリオは今の方針だけで書かれています。"))
            return
        self._policy = other
        if case is not None:
            self.open_case(case)
        else:
            self._show_head()

    def action_orders(self) -> None:
        """The orders of the world in which the case is played."""
        from tui.screens.orders import OrdersScreen

        if self._player is not None:
            self.app.push_screen(OrdersScreen(self._player.session))
