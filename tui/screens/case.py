"""One case on screen: its steps, what came of each under either policy, and one of them in full."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from core.domain.labels import Policy
from tui.case_texts import case_head, step_detail, story_of
from tui.keys import in_keys, key
from tui.messages import CasePicked, ClockStepped, PlayEnded, StepPlayed, StepsTakenBack
from tui.scenario_columns import StepRow, step_columns
from tui.screens.play_keys import PlayKeys
from tui.widgets.drawn import Drawn, prose
from tui.widgets.masthead import Masthead
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from tui.player import Played, Player
    from tui.shelf import Results


class CaseScreen(PlayKeys):
    """The steps above, the step pointed at below; Enter plays up to it."""

    MODE = "scenarios"
    HELP = N_(
        "一つのシナリオです。`{play.step}` で1手順、`{play.auto}` で自動、"
        "`{play.on}` で最後まで進み、期待と違えば"
        "止まります。`Enter` は選んだ手順までです。`{play.back}` で1手順、"
        "`{play.back_to}` で選んだ手順の前まで"
        "巻き戻します。`{play.policy}` でもう一方の方針に替え、同じ手順まで進めて結果を並べます。"
        "`{play.orders}` と `{play.amazon}` で、この世界の注文とAmazonを開きます。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "orders", "注文", "このシナリオの世界の注文を開く", id="play.orders"),
        key("a", "amazon", "Amazon", "このシナリオの世界のAmazonを開く", id="play.amazon"),
        key("c", "calls", "通信", "このシナリオの世界の通信を開く", id="play.calls"),
        key("tab", "switch", "詳細へ", "手順と詳細を行き来する", id="play.detail", show=False),
        key("escape,q", "leave", "一覧へ", "シナリオの一覧へ戻る", id="play.leave", display="Esc"),
    ]

    def __init__(self, player: "Player", results: "Results") -> None:
        super().__init__(player)
        self._results = results
        self._seen: dict[Policy, dict[int, Played]] = {}
        self._coming: Player | None = None

    @property
    def steps(self) -> "PagedTable[StepRow]":
        """All steps of the case."""
        return self.query_one("#steps", PagedTable)

    def step_pointed(self) -> int:
        """The number of the step pointed at."""
        return self.steps.cursor + 1 if self.query("#steps") else 1

    def body(self) -> ComposeResult:
        """Heading, steps, and the step pointed at."""
        yield Drawn(id="case-head")
        yield PagedTable(
            step_columns(self.player.case), lambda row: str(row.number), empty="", id="steps"
        )
        with VerticalScroll(id="case-detail"):
            yield Drawn(prose(story_of(self.player.case)), id="detail")

    def on_mount(self) -> None:
        """Start at the first step."""
        self.steps.focus()

    async def on_unmount(self) -> None:
        """End the world of the case."""
        await self.player.close()
        if self._coming is not None:
            await self._coming.close()

    def renew(self) -> None:
        """Show the steps as they stand; somebody may have taken some back elsewhere."""
        player = self.player
        self._seen.setdefault(player.policy, {}).update(
            (one.result.number, one) for one in player.played
        )
        if player.over:
            self._results.keep(player.result())
        numbers = range(1, len(player.case.steps) + 1)
        self.steps.show(FixedRows(tuple(self._row(number) for number in numbers)))
        results = self._results.of(player.turn.loaded)
        self.query_one("#case-head", Drawn).show(prose(case_head(player, results)))
        self.clock = self.clock_of.state()
        self.refresh_bindings()

    def _row(self, number: int) -> StepRow:
        from scenarios.play.brief import brief_of

        player, step = self.player, self.player.case.steps[number - 1]
        played = {
            policy: self._seen[policy][number]
            for policy in player.case.policies
            if number in self._seen.get(policy, ())
        }
        comes = not player.over and number == player.coming
        undone = player.policy in played and not player.has_played(number)
        title = brief_of(step.do).text(_)
        return StepRow(number, step, title, played, player.policy, comes, undone)

    @on(RowPointed, "#steps")
    def show_detail(self, message: "RowPointed[StepRow]") -> None:
        """The step pointed at in full; before the first step, what the case is about."""
        row, path = message.row, self.player.turn.loaded.path
        if any(self._seen.values()):
            self.query_one("#detail", Drawn).show(lambda width: step_detail(row, path, width - 1))
            self.query_one("#case-detail", VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    @on(RowChosen, "#steps")
    def play_to_row(self, message: "RowChosen[StepRow]") -> None:
        """Play up to the step that was opened."""
        if self.player.has_played(message.row.number):
            self.tell(in_keys(_("もう実行した手順です。{play.back_to} でここへ戻れます。")))
        elif reason := self.why_not("play_on"):
            self.tell(reason, "warning")
        else:
            self.play_to(message.row.number)

    @on(StepPlayed)
    def show_step(self, message: StepPlayed) -> None:
        """Show what came of it."""
        if message.player is self.player:
            self._show_at(message.played.result.number)

    @on(PlayEnded)
    def finish(self, message: PlayEnded) -> None:
        """Every step held."""
        if message.player is self.player:
            self._show_at(self.step_pointed())

    @on(StepsTakenBack)
    def show_taken_back(self, message: StepsTakenBack) -> None:
        """Stand before that step."""
        if message.player is self.player:
            self._show_at(message.number)

    @on(ClockStepped)
    def show_where_it_stands(self) -> None:
        """A moment was chosen, or the clock was moved past the steps."""
        self._show_at(min(self.player.coming, len(self.player.case.steps)))

    @on(CasePicked)
    async def take_other(self, message: CasePicked) -> None:
        """The world of the other policy is ready."""
        self._coming = message.player
        await self.exchange()

    @on(events.ScreenResume)
    async def exchange(self) -> None:
        """Put it in the place of the old one, as soon as no screen above looks into that."""
        if self._coming is None or self.app.screen is not self:
            return
        old, self.player, self._coming = self.player, self._coming, None
        self.session = self.player.session
        self.query_one(Masthead).policy = self.player.policy.value
        played = self.player.played
        self._show_at(played[-1].result.number if played else 1)
        await old.close()

    def _show_at(self, number: int) -> None:
        if self.player.over:
            self.stop_auto()
        self.renew()
        self.steps.cursor = number - 1

    def action_orders(self) -> None:
        """The orders of the world in which the case is played."""
        from tui.screens.case_world import CaseOrdersScreen

        self.app.push_screen(CaseOrdersScreen(self.session))

    def action_amazon(self) -> None:
        """The Amazon of the world in which the case is played."""
        from tui.screens.case_world import CaseAmazonScreen

        self.app.push_screen(CaseAmazonScreen(self.session))

    def action_calls(self) -> None:
        """The calls of the world in which the case is played."""
        from tui.screens.case_world import CaseCallsScreen

        self.app.push_screen(CaseCallsScreen(self.session))

    def action_switch(self) -> None:
        """From the steps to the detail, which scrolls, and back."""
        detail = self.query_one("#case-detail", VerticalScroll)
        (self.steps if self.focused is detail else detail).focus()

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss()
