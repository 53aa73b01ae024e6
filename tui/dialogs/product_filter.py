"""Which products the list shows."""

from textual.app import ComposeResult

from core.domain.labels import DataLink, PushState
from core.views.product_rows import ProductFilter
from tui.dialogs.filter_form import FilterForm
from tui.words import N_, _


class ProductFilterForm(FilterForm[ProductFilter]):
    """Link, 送信状態, FBA, findings."""

    HELP = N_(
        "表示する商品の条件です。{filter.up}{filter.down} で欄を移り、"
        "{choice.last}{choice.next} で値を選び、どの欄からもEnterで絞り込みます。"
        "「すべて」のままの欄は条件になりません。"
    )

    title_text = N_("商品の絞込")

    def __init__(self, current: ProductFilter) -> None:
        super().__init__()
        self._current = current

    def fields(self) -> ComposeResult:
        """One row a question."""
        now = self._current
        links = {DataLink.ON.value: True, DataLink.OFF.value: False}
        yield from self.choice("商品データ連携", "linked", links.items(), now.linked)
        states = [(state.value, state) for state in PushState if state != PushState.TAKEN_BACK]
        yield from self.choice(_("送信状態"), "push-state", states, now.push_state)
        only = [(_("未送信の変更がある商品だけ"), True)]
        yield from self.choice(_("未送信"), "unsent", only, now.unsent or None)
        kinds = [(_("FBAの商品だけ"), True), (_("FBAを除く"), False)]
        yield from self.choice("FBA", "fba", kinds, now.fba)
        found = [(_("診断のある商品だけ"), True)]
        yield from self.choice(_("診断"), "with-findings", found, now.with_findings or None)

    def _yes(self, id: str) -> bool | None:
        value = self.chosen(id)
        return value if isinstance(value, bool) else None

    def problem(self) -> str:
        """Every combination is allowed."""
        return ""

    def answer(self) -> ProductFilter:
        """The filter, searched text and order kept."""
        state = self.chosen("push-state")
        return ProductFilter(
            linked=self._yes("linked"),
            push_state=state if isinstance(state, PushState) else None,
            fba=self._yes("fba"),
            unsent=bool(self._yes("unsent")),
            with_findings=bool(self._yes("with-findings")),
            text=self._current.text,
            order=self._current.order,
        )
