"""Ask for one whole number: a stock figure, a price, a quantity at Amazon."""

import unicodedata

from textual.app import ComposeResult
from textual.widgets import Input

from tui.dialogs.form import Form, label
from tui.words import N_, _


class NumberForm(Form[int]):
    """One number of at least `least`; `wrong` is the sentence for anything else."""

    HELP = N_("数を入力します。全角の数字とカンマも使えます。")

    submit_text = N_("変更する")

    def __init__(
        self, title: str, name: str, value: int, *, least: int, wrong: str, after: str = ""
    ) -> None:
        """`title`, `name` and `after` stand as they are; `wrong` is a message id."""
        super().__init__()
        self._title = title
        self._name_of_field = name
        self._value = value
        self._least = least
        self._wrong = wrong
        self._after = after

    def heading(self) -> str:
        """Of what."""
        return self._title

    def fields(self) -> ComposeResult:
        """One line, the present figure chosen so that typing replaces it."""
        yield label(self._name_of_field)
        yield Input(str(self._value), id="number", compact=True)

    def on_mount(self) -> None:
        """Typing replaces the figure."""
        self.query_one("#number", Input).action_select_all()

    def _number(self) -> int | None:
        typed = unicodedata.normalize("NFKC", self.query_one("#number", Input).value)
        typed = typed.replace(",", "").strip()
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            return None
        return int(typed)

    def problem(self) -> str:
        """The rule's own sentence."""
        number = self._number()
        return _(self._wrong) if number is None or number < self._least else ""

    def hint(self) -> str:
        """What happens next."""
        return self._after

    def answer(self) -> int:
        """The number."""
        number = self._number()
        assert number is not None
        return number
