"""What every screen shares: masthead, clock bar, footer, and keys that say why they are grey."""

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Container
from textual.keys import _character_to_key
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from core.domain.refusals import Refusal
from core.errors import BooksBusy, BooksUnusable
from tui import collecting
from tui.cli_dashboard import COLUMNS_MIN, ROWS_MIN
from tui.failed import is_bug, sentence_of
from tui.held_drawing import HeldScreen
from tui.ink import inked
from tui.keys import does_write, key
from tui.messages import BooksChanged, ClockMoved, ClockStepped, CommandRefused
from tui.screens.undo_keys import UndoKeys
from tui.widgets.clock_bar import ClockBar
from tui.widgets.key_line import KeyLine, rank
from tui.widgets.masthead import Masthead
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.clock_state import ClockState
    from tui.app import RenkeiApp
    from tui.live import Live, ShopClock
    from tui.session import Session
    from tui.settings import Settings

POLL_S = 0.25
TOLD_S = 4
TOO_SMALL_CLASSES = frozenset(("-too-narrow", "-too-low"))
TOO_SMALL = N_("画面が小さすぎます。端末を80×24以上に広げてください。")


class FrameScreen(HeldScreen[None], UndoKeys):
    """A screen of one mode, or one on top of it."""

    CSS_PATH: ClassVar[str] = "../styles/screens.tcss"
    MODE: ClassVar[str]
    """Which tab of the masthead it belongs to."""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it without ClassVar
        (0, "-too-narrow"),
        (COLUMNS_MIN, "-narrow"),
        (110, "-wide"),
        (160, "-very-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it without ClassVar
        (0, "-too-low"),
        (ROWS_MIN, "-low"),
        (32, "-high"),
    ]

    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "next_problem", "次の問題", "診断のある次の注文へ進む", id="problem.next"),
        key(
            "number_sign",
            "ask_order",
            "調べる",
            "注文番号を入力して、なぜその状態なのかを表示する",
            id="order.ask",
        ),
    ]

    clock: reactive["ClockState | ShopClock | None"] = reactive(None, init=False, repaint=False)
    """What the clock shows."""

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self.session = session
        self.set_reactive(FrameScreen.clock, session.clock())

    def compose(self) -> ComposeResult:
        """The frame around `body`, styled for the terminal's size from the first."""
        width, height = self.app.size
        for cells, steps in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(max(step for step in steps if step[0] <= cells)[1])
        modes = tuple(cast("RenkeiApp", self.app).modes)
        yield Masthead(self.MODE, self.session.views.policy().value, modes)
        yield ClockBar().data_bind(FrameScreen.clock, FrameScreen.steps_to_go)
        with Container(id="body"):
            yield from self.body()
        yield Static(inked(_(TOO_SMALL)), id="too-small")
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What this screen is for."""
        raise NotImplementedError

    def renew(self) -> None:
        """Read again and show what has changed."""
        raise NotImplementedError

    def running(self) -> str:
        """What this screen does by itself and leaving would break off; empty for nothing."""
        return ""

    def open_order(self, order_id: str) -> None:
        """Show everything on one order, on top of this screen."""
        from tui.screens.order import OrderScreen

        self.session.look_at(order_id)
        self.app.push_screen(OrderScreen(self.session, order_id))

    def action_ask_order(self) -> None:
        """Ask for an order number, then explain that order."""
        from tui.dialogs.order_number import OrderNumberForm

        self.app.push_screen(OrderNumberForm(self.session), self.explain)

    def explain(self, order_id: str | None) -> None:
        """Show why an order is as it is, on top of this screen."""
        from tui.screens.explanation import ExplanationScreen

        if order_id is not None:
            self.app.push_screen(ExplanationScreen(self.session, order_id))

    def action_next_problem(self) -> None:
        """Open the order of the next finding, the heaviest first, round and round."""
        found = self.session.next_finding()
        if found is None:
            self.tell(_("診断はありません。"))
        elif self.session.is_order(found.subject):
            self.open_order(found.subject)
        else:
            self.post_message(CommandRefused(f"{found.subject}: {_(found.text)}"))

    def _reset_focus(self, widget: Widget, avoiding: list[Widget] | None = None) -> None:
        # What a small terminal hides keeps the keys; Textual would give them to a closed line.
        if not self.classes & TOO_SMALL_CLASSES:
            super()._reset_focus(widget, avoiding)

    @property
    def settings(self) -> "Settings":
        """What the person chose before, to be read and added to."""
        return cast("RenkeiApp", self.app).settings

    @property
    def clock_of(self) -> "Live":
        """The session's world."""
        return self.session.live

    @property
    def has_clock(self) -> bool:
        """A linked shop has none to move."""
        return self.session.linked is None

    def clock_now(self) -> "ClockState | ShopClock":
        """What the clock bar has to show."""
        return self.clock_of.state() if self.has_clock else self.session.clock()

    @on(events.ScreenResume)
    def come_to_front(self, event: events.ScreenResume) -> None:
        """Show what changed while another screen was in front."""
        event.refresh_styles = False  # Whatever changes styles sees to the screens behind too.
        self.clock = self.clock_now()
        self.session.books_changed()  # What is read now is no news any more.
        self.read_again()
        cast("RenkeiApp", self.app).show_now()

    def on_mount(self) -> None:
        """Look for changes as long as the screen lives."""
        self.set_interval(POLL_S, self.poll)

    @property
    def in_front(self) -> bool:
        """Whether this is what the person sees, a dialog above it left aside."""
        frames = [screen for screen in self.app.screen_stack if isinstance(screen, FrameScreen)]
        return bool(frames) and frames[-1] is self

    def poll(self) -> bool:
        """Say what has changed since the last look, and whether anything has.

        Two reads that cost next to nothing; a key that is being answered goes first.
        """
        if not self.in_front or cast("RenkeiApp", self.app).is_holding:
            return False
        collecting.look_between_keys()
        state = self.clock_now()
        moved, written = state != self.clock, self.session.books_changed()
        if moved:
            self.post_message(ClockMoved(state))
        if written:
            self.post_message(BooksChanged())
        return moved or written

    @on(ClockMoved)
    def move_clock_bar(self, message: ClockMoved) -> None:
        """Show the new time."""
        self.clock = message.state

    @on(BooksChanged)
    def read_again(self) -> None:
        """Show what was written, or say that it cannot be read now."""
        try:
            with self.session.storage():
                self.renew()
        except (BooksBusy, BooksUnusable) as error:
            self.session.reread()
            self.post_message(CommandRefused(sentence_of(error)))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Textual's, in the language in use; a greyed key carries brackets and its reason."""
        found = sorted(super().active_bindings.items(), key=lambda item: rank(item[1].binding))
        return {name: self._in_words(active) for name, active in found}

    def is_withheld(self, action: str) -> bool:
        """Whether `action` is that of a key which writes, in a shop that is read only."""
        return self._is_read_only and any(
            active.binding.action == action and does_write(active.binding)
            for active in super().active_bindings.values()
        )

    @property
    def _is_read_only(self) -> bool:
        return self.session.linked is not None and self.session.linked.read_only

    def _withholds(self, binding: Binding) -> bool:
        return self._is_read_only and does_write(binding)

    def _reason_against(self, binding: Binding) -> str:
        if self._withholds(binding):
            return _(Refusal.READ_ONLY.value)
        return self.why_not(binding.action)

    def _in_words(self, active: ActiveBinding) -> ActiveBinding:
        if not active.binding.id:
            return active._replace(binding=replace(active.binding, show=False, system=True))
        word = _(active.binding.description)
        tooltip = _(active.binding.tooltip)
        if self._withholds(active.binding):
            active = active._replace(enabled=False)
        if not active.enabled:
            tooltip = self._reason_against(active.binding) or tooltip
            word = f"({word})"
        binding = replace(active.binding, description=word, tooltip=tooltip)
        return ActiveBinding(active.node, binding, active.enabled, tooltip)

    def on_key(self, event: events.Key) -> None:
        """Say why a greyed key does nothing; take full-width letters of an input method as keys."""
        active = self.active_bindings.get(event.key)
        if active is not None and not active.enabled:
            reason = self._reason_against(active.binding)
            if reason:
                event.stop()
                self.post_message(CommandRefused(reason))
            return
        typed = event.character or ""
        plain = unicodedata.normalize("NFKC", typed)
        if len(plain) == 1 and plain != typed and plain.isascii():
            event.stop()
            # From here it would end at this screen, which Textual takes for its sender.
            self.app.call_later(self.app.simulate_key, _character_to_key(plain))

    def tell(
        self, sentence: str, severity: SeverityLevel = "information", *, for_s: float = TOLD_S
    ) -> None:
        """Show one sentence in a corner, in the place of the one before."""
        self.app.clear_notifications()
        self.notify(inked(sentence).plain, severity=severity, timeout=for_s, markup=False)

    @on(CommandRefused)
    def tell_refusal(self, message: CommandRefused) -> None:
        """Show the sentence."""
        self.tell(message.sentence, "warning")

    @on(ClockStepped)
    def tell_step(self, message: ClockStepped) -> None:
        """Show what the step did."""
        self.tell(message.sentence)

    @on(Worker.StateChanged)
    def tell_failure(self, message: Worker.StateChanged) -> None:
        """One sentence for whatever a worker could not do."""
        error = message.worker.error
        if message.state is not WorkerState.ERROR or error is None:
            return
        if is_bug(error):
            cast("RenkeiApp", self.app).tell_bug(error)
        else:
            self.post_message(CommandRefused(sentence_of(error)))
