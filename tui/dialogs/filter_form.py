"""A form that says which rows of a list are wanted, worked without opening a list."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui.dialogs.form import Form, label
from tui.keys import in_keys, key
from tui.widgets.choice import Choice
from tui.words import N_, _

Answer = TypeVar("Answer")


class FilterForm(Form[Answer]):
    """Every field may stay open: すべて."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down", "field(1)", "次の項目", "次の項目へ移る", id="filter.down", show=False),
        key("up", "field(-1)", "前の項目", "前の項目へ移る", id="filter.up", show=False),
        key("enter", "apply", "絞り込む", "どの欄からも、この条件で絞り込む", id="filter.apply"),
    ]

    submit_text = N_("絞り込む")

    def choice(
        self, name: str, id: str, options: Iterable[tuple[str, object]], value: object | None
    ) -> ComposeResult:
        """A row with one value, or すべて."""
        with Horizontal(classes="field-row"):
            yield label(name)
            yield Choice(options, value, id)

    def chosen(self, id: str) -> object | None:
        """The value of a row, None for すべて."""
        return self.query_one(f"#{id}", Choice).selection

    def hint(self) -> str:
        """What the keys do."""
        return in_keys(
            _(
                "{filter.up}{filter.down} 欄  {choice.last}{choice.next} 値  "
                "{choice.clear} すべて  {choice.open} 一覧  {filter.apply} 絞り込む"
            )
        )

    def action_field(self, step: int) -> None:
        """To the next field or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_apply(self) -> None:
        """Filter by what is chosen."""
        self.submit()
