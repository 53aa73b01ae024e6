"""Ask for another value of one behaviour of the fake Amazon."""

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, Select

from tui.dialogs.form import Form, label
from tui.fault_columns import value_words
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import BehaviourRow

DIGITS_MAX = 9


class BehaviourForm(Form["bool | int | str"]):
    """A choice where there are alternatives, else a line for a value of the same kind."""

    HELP = N_("Amazonのふるまいの値です。選ぶか入力すると、次の呼び出しから効きます。")

    submit_text = N_("変更する")

    def __init__(self, row: "BehaviourRow") -> None:
        super().__init__()
        self._row = row
        samples = [value for value in (row.value, *row.alternatives) if value is not None]
        self._sample = samples[0]
        self._is_length = isinstance(self._sample, str) and _length(self._sample) is not None
        known = [True, False] if isinstance(self._sample, bool) else samples
        self._choices = [] if self._is_length or len(known) < 2 else list(dict.fromkeys(known))

    def heading(self) -> str:
        """Which one."""
        return self._row.name

    def fields(self) -> ComposeResult:
        """What it is about, then the value."""
        row = self._row
        yield label(row.about)
        if self._choices:
            options = [(Text(value_words(value)), value) for value in self._choices]
            first = row.value if row.value in self._choices else Select.NULL
            yield Select(options, value=first, prompt=_("選んでください"), id="value", compact=True)
        else:
            yield Input("" if row.value is None else str(row.value), id="value", compact=True)

    def problem(self) -> str:
        """What kind of value it is."""
        if self._choices:
            chosen = self.query_one("#value", Select).value
            return _("値を選んでください。") if chosen is Select.NULL else ""
        typed = self._typed()
        if self._is_length and _length(typed) is None:
            return _("長さは PT5M、PT1H、P1D のように入力してください。")
        whole = typed.isascii() and typed.isdigit() and len(typed) <= DIGITS_MAX
        if isinstance(self._sample, int) and not whole:
            return _("0以上の整数で入力してください。")
        return "" if typed else _("値を入力してください。")

    def hint(self) -> str:
        """What else is known."""
        others = ", ".join(value_words(value) for value in self._row.alternatives)
        return _("ほかに知られている値: {others}").format(others=others) if others else ""

    def _typed(self) -> str:
        return self.query_one("#value", Input).value.strip()

    def answer(self) -> "bool | int | str":
        """The value, of the kind that it has now."""
        if self._choices:
            chosen = self.query_one("#value", Select).value
            assert isinstance(chosen, bool | int | str)
            return chosen
        return int(self._typed()) if isinstance(self._sample, int) else self._typed()


def _length(text: str) -> timedelta | None:
    try:
        return msgspec.convert(text, timedelta)
    except msgspec.ValidationError:
        return None
