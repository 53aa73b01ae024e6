"""What was done at the shop's desk and can be undone: each with the way back.

The way back is a command like any other. It is taken only as long as nothing else has happened to
what was done: a notice still waits, a figure is still the one that was set.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from core import Desk, Views
from core.domain.refusals import Refusal
from core.domain.sheets import ProductChange
from core.domain.shipping import Outcome
from core.errors import Refused
from core.views.product_rows import ProductRow
from tui.bulk import take_back_many
from tui.words import _

KEPT = 50
"""How many steps can be undone."""


class Undoable(NamedTuple):
    """One step; `back` gives a sentence where it changed nothing, and raises Refused."""

    words: str
    back: Callable[[Desk, Views], str]


def notice(order_id: str, name: str) -> Undoable:
    """A 配送完了 or 注文キャンセル that waits to be sent (R32)."""

    def back(desk: Desk, _views: Views) -> str:
        desk.take_back(order_id)
        return ""

    return Undoable(f"{order_id} {name}", back)


def notices(name: str, order_ids: Sequence[str]) -> Undoable | None:
    """Many of them as one step; None where none was put in line."""
    if not order_ids:
        return None

    def back(desk: Desk, _views: Views) -> str:
        taken = take_back_many(desk, order_ids)
        kept = sum(result.outcome is not Outcome.DONE for result in taken)
        if not kept:
            return ""
        told = _("{done}件を取り下げました。{kept}件はもう送信したため戻せません。")
        return told.format(done=len(taken) - kept, kept=kept)

    return Undoable(_("{name} {n}件").format(name=name, n=len(order_ids)), back)


def edit(before: ProductRow, after: ProductRow) -> Undoable | None:
    """Figures and switches of a product; None where none of them was changed."""
    commands = list(_ways_back(before, after))
    if not commands:
        return None

    def back(desk: Desk, views: Views) -> str:
        told = _("{code} はその後に変わったため、元に戻しません。").format(code=after.code)
        now = views.products(after.code)
        if not now or any(of(now[0]) != of(after) for of, _command in commands):
            return told
        try:
            for _of, command in commands:
                command(desk)
        except Refused as refused:
            if refused.reason is not Refusal.STOCK_CHANGED:
                raise
            return told
        return ""

    return Undoable(f"{after.code} {_('変更')}", back)


def edits(name: str, changes: Sequence[tuple[ProductRow, ProductRow]]) -> Undoable | None:
    """Many products as one step, each before and after; None where none of them was changed."""
    steps = [step for before, after in changes if (step := edit(before, after)) is not None]
    if not steps:
        return None

    def back(desk: Desk, views: Views) -> str:
        told = [words for step in steps if (words := step.back(desk, views))]
        return " ".join(told[:1])

    return Undoable(_("{name} {n}件").format(name=name, n=len(steps)), back)


def imported(name: str, changes: Sequence[ProductChange]) -> Undoable | None:
    """A file of products, as one step; None where too many were written, or none."""
    if not changes:
        return None

    def back(desk: Desk, _views: Views) -> str:
        restored = desk.restore_products(changes)
        if not restored.kept:
            return ""
        told = _(
            "{done}件を元に戻しました。{kept}件はその後に変わったか、すでにAmazonへ送ったため、"
            "そのままです（{code}…）。"
        )
        return told.format(
            done=f"{len(restored.done):,}", kept=f"{len(restored.kept):,}", code=restored.kept[0]
        )

    return Undoable(f"{name} {_('{n}件').format(n=f'{len(changes):,}')}", back)


Way = tuple[Callable[[ProductRow], object], Callable[[Desk], None]]


def _ways_back(before: ProductRow, after: ProductRow) -> list[Way]:
    """Each thing that differs, with the command that sets it as it was."""
    code = before.code
    ways: list[Way] = [
        # First, and compared once more as it is set: the stock alone changes by itself.
        (
            lambda row: row.stock,
            lambda desk: desk.set_stock(code, before.stock, expected=after.stock),
        ),
        (lambda row: row.price_yen, lambda desk: desk.set_price(code, before.price_yen)),
        (lambda row: row.reserve, lambda desk: desk.set_reserve(before.reserve, code)),
        (lambda row: row.jan, lambda desk: desk.set_jan(code, before.jan)),
    ]
    data_link, posting = before.data_link, before.posting
    if data_link is not None and posting is not None and before.asin == after.asin:
        ways.append(
            (
                lambda row: (row.data_link, row.posting),
                lambda desk: desk.set_switches(code, data_link, posting),
            )
        )
    return [(of, command) for of, command in ways if of(before) != of(after)]
