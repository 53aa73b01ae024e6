"""One of some values, or none, stepped through in place: a form needs no list opened for it."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Select

from tui.keys import key
from tui.words import _


class Choice(Select[object], inherit_bindings=False):
    """Arrows step through the values; Enter and up and down are left to the form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("right", "step(1)", "次の値", "次の値を選ぶ", id="choice.next", show=False),
        key("left", "step(-1)", "前の値", "前の値を選ぶ", id="choice.last", show=False),
        key(
            "delete,backspace",
            "unset",
            "すべて",
            "この欄を「すべて」に戻す",
            id="choice.clear",
            show=False,
        ),
        key("space", "show_overlay", "一覧", "値の一覧を開く", id="choice.open", show=False),
    ]

    def __init__(
        self, options: Iterable[tuple[str, object]], value: object | None, id: str
    ) -> None:
        """`options` are words, in the language in use, with their values; None is すべて."""
        offered = [(Text(word), each) for word, each in options]
        chosen = Select.NULL if value is None else value
        super().__init__(offered, prompt=_("すべて"), value=chosen, id=id, compact=True)
        self._steps = [Select.NULL, *(each for _word, each in offered)]

    def action_step(self, step: int) -> None:
        """To the next value or the one before, round and round."""
        self.value = self._steps[(self._steps.index(self.value) + step) % len(self._steps)]

    def action_unset(self) -> None:
        """Back to すべて."""
        self.value = Select.NULL
