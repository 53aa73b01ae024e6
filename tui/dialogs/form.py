"""A dialog that asks for something and says beside the fields, while typing, what is missing."""

from functools import partial
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Select, Static

from tui.dialogs.dialog import Dialog
from tui.ink import Ink, inked
from tui.keys import key
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _

Answer = TypeVar("Answer")


class Form(Dialog[Answer | None], Generic[Answer]):
    """Fields, one sentence on what is wrong, 実行 and やめる. Dismisses with None when left."""

    HELP = N_("Tabで欄を移り、Enterで実行、Escで何もせずに閉じます。足りないものは下に出ます。")

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", "やめる", "何もせずに閉じる", id="form.leave"),
    ]

    title_text: str = ""
    """Message id of the heading."""
    submit_text: str = ""
    """Message id on the button."""

    def __init__(self) -> None:
        super().__init__()
        self._at_first: list[object] | None = None
        self._begun = False

    def compose(self) -> ComposeResult:
        """Heading, fields, the sentence, buttons."""
        with Vertical(id="form"):
            yield Static(inked(Ink(self.heading(), "strong")), id="form-title")
            with VerticalScroll(id="form-fields", can_focus=False):
                yield from self.fields()
            yield Drawn(id="form-problem")
            with Horizontal(id="form-buttons"):
                yield Button(_(self.submit_text), id="form-submit", variant="primary", compact=True)
                yield Button(f"Esc {_('やめる')}", id="form-leave", compact=True)

    def heading(self) -> str:
        """The heading in the language in use."""
        return _(self.title_text)

    def fields(self) -> ComposeResult:
        """The fields between heading and sentence."""
        raise NotImplementedError

    def problem(self) -> str:
        """What keeps the form from being sent, as a sentence; empty when nothing does."""
        raise NotImplementedError

    def hint(self) -> str:
        """What will happen, shown where nothing is wrong."""
        return ""

    def answer(self) -> Answer:
        """What the fields say; asked for only when there is no problem."""
        raise NotImplementedError

    def show_fields(self) -> None:
        """Show or hide fields that depend on others."""

    def on_mount(self) -> None:
        """Say what is missing from the start; a list that is opened is left by a choice."""
        self._opened: set[Select[object]] = set()
        for select in self.query(Select):
            self.watch(select, "expanded", partial(self._note_opened, select), init=False)
        self._at_first = self._values()
        self.check()

    def _note_opened(self, select: Select[object], expanded: bool) -> None:
        if expanded:
            self._opened.add(select)

    @on(Input.Changed)
    @on(Select.Changed)
    def check(self) -> None:
        """Say what is missing and open or close the way out."""
        self.show_fields()
        values = self._values()
        self._begun = self._begun or (self._at_first is not None and values != self._at_first)
        problem = self.problem()
        if not problem:
            said = Ink(self.hint(), "note")
        elif not self._begun and any(value in ("", Select.NULL) for value in values):
            # Something is still to be filled in, and nobody has tried: that is no mistake.
            said = Ink(problem, "note")
        else:
            said = Ink(f"! {problem}", "warn")
        self.query_one("#form-problem", Drawn).show(prose(inked(said)))
        self.query_one("#form-submit", Button).disabled = bool(problem)

    def _values(self) -> list[object]:
        inputs = [each.value.strip() for each in self.query(Input)]
        return [*inputs, *(each.value for each in self.query(Select))]

    @on(Select.Changed)
    def go_on(self, message: Select.Changed) -> None:
        """After a choice the next field is at hand, after the last one the button."""
        if message.select in self._opened:
            self._opened.discard(message.select)
            self.call_after_refresh(self.focus_next)

    @on(Input.Submitted)
    @on(Button.Pressed, "#form-submit")
    def submit(self) -> None:
        """Close with the answer, unless something is missing."""
        if self.problem():
            self._begun = True
            self.check()
            self.app.bell()
            return
        self.dismiss(self.answer())

    @on(Button.Pressed, "#form-leave")
    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def label(text: str) -> Static:
    """The name above a field."""
    return Static(inked(Ink(text, "quiet")), classes="field-label")
