"""Which products the list shows."""

from collections.abc import Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Select

from core.domain.labels import DataLink, PushState
from core.views.product_rows import ProductFilter
from tui.dialogs.form import Form, label
from tui.words import N_, _


class ProductFilterForm(Form[ProductFilter]):
    """Every field may stay open: すべて."""

    HELP = N_("表示する商品の条件と並び順です。「すべて」のままの欄は条件になりません。")

    title_text = N_("商品の絞込")
    submit_text = N_("絞り込む")

    def __init__(self, current: ProductFilter) -> None:
        super().__init__()
        self._current = current

    def fields(self) -> ComposeResult:
        """One list a question."""
        now = self._current
        links = {DataLink.ON.value: True, DataLink.OFF.value: False}
        yield from self._field("商品データ連携", "linked", links.items(), now.linked)
        states = [(state.value, state) for state in PushState if state != PushState.TAKEN_BACK]
        yield from self._field(_("送信状態"), "push-state", states, now.push_state)
        only = [(_("未送信の変更がある商品だけ"), True)]
        yield from self._field(_("未送信"), "unsent", only, now.unsent or None)
        kinds = [(_("FBAの商品だけ"), True), (_("FBAを除く"), False)]
        yield from self._field("FBA", "fba", kinds, now.fba)
        found = [(_("診断のある商品だけ"), True)]
        yield from self._field(_("診断"), "with-findings", found, now.with_findings or None)

    def _field(
        self, name: str, id: str, options: Iterable[tuple[str, object]], value: object | None
    ) -> ComposeResult:
        with Horizontal(classes="field-row"):
            yield label(name)
            yield Select(
                [(Text(word), choice) for word, choice in options],
                prompt=_("すべて"),
                value=Select.NULL if value is None else value,
                id=id,
                compact=True,
            )

    def _yes(self, id: str) -> bool | None:
        value = self.query_one(f"#{id}", Select).value
        return value if isinstance(value, bool) else None

    def problem(self) -> str:
        """Every combination is allowed."""
        return ""

    def answer(self) -> ProductFilter:
        """The filter, searched text and order kept."""
        state = self.query_one("#push-state", Select).value
        return ProductFilter(
            linked=self._yes("linked"),
            push_state=state if isinstance(state, PushState) else None,
            fba=self._yes("fba"),
            unsent=bool(self._yes("unsent")),
            with_findings=bool(self._yes("with-findings")),
            text=self._current.text,
            order=self._current.order,
        )
