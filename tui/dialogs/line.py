"""Ask for one line of text that a rule checks while it is typed."""

import unicodedata
from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Input

from tui.dialogs.form import Form, label
from tui.words import N_, _


class LineForm(Form[str]):
    """One line; `check` gives the message id of what is wrong with it, empty for nothing."""

    HELP = N_("1行入力します。誤りは入力中に下に出ます。")

    submit_text = N_("変更する")

    def __init__(
        self, title: str, name: str, value: str, check: Callable[[str], str], *, after: str = ""
    ) -> None:
        """`title`, `name` and `after` stand as they are."""
        super().__init__()
        self._title = title
        self._name_of_field = name
        self._value = value
        self._check = check
        self._after = after

    def heading(self) -> str:
        """Of what."""
        return self._title

    def fields(self) -> ComposeResult:
        """One line."""
        yield label(self._name_of_field)
        yield Input(self._value, id="line", compact=True)

    def on_mount(self) -> None:
        """Typing replaces what stands there."""
        self.query_one("#line", Input).action_select_all()

    def problem(self) -> str:
        """The rule's own sentence."""
        return _(self._check(self.answer()))

    def hint(self) -> str:
        """What happens next."""
        return self._after

    def answer(self) -> str:
        """The text, full-width letters and digits as plain ones."""
        return unicodedata.normalize("NFKC", self.query_one("#line", Input).value).strip()
