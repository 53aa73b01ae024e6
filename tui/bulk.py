"""One command for many orders: which of them can, why the rest cannot, and what came of each."""

from collections import Counter
from collections.abc import Callable, Sequence

from textual.content import Content

from core import Desk
from core.domain.refusals import Refusal
from core.domain.shipping import Outcome, RowResult
from core.errors import Refused
from core.views.possible import Possible
from tui.ink import Ink, inked, lines
from tui.words import _

MARKED_AT_MOST = 1_000
"""So many orders can be chosen at once; each of them is looked at before anything is done."""

Reason = Callable[[Possible], Refusal | None]


def able(orders: Sequence[Possible], reason: Reason) -> tuple[Possible, ...]:
    """Those that nothing stands against."""
    return tuple(order for order in orders if reason(order) is None)


def preview(orders: Sequence[Possible], reason: Reason, name: str) -> Content:
    """How many can be done, and the others counted by what stands against them."""
    against = Counter(why for order in orders if (why := reason(order)) is not None)
    done = len(orders) - against.total()
    can = _("{name}できる注文は{n}件です。").format(n=done, name=name)
    rows = [inked(Ink(f"○ {can}", "good" if done else "quiet"))]
    for why, number in against.most_common():
        rule = f" {why.rule}" if why.rule else ""
        rows.append(inked(Ink(f"× {_('{n}件').format(n=number)}: {_(why.value)}{rule}", "warn")))
    return lines(*rows)


def take_back_many(desk: Desk, order_ids: Sequence[str]) -> tuple[RowResult, ...]:
    """取り下げ of many orders, one step each: the engine may send some of them meanwhile."""
    return tuple(_taken_back(desk, order_id) for order_id in order_ids)


def _taken_back(desk: Desk, order_id: str) -> RowResult:
    try:
        desk.take_back(order_id)
    except Refused as refused:
        return RowResult(order_id, Outcome.REFUSED, refused.reason)
    return RowResult(order_id, Outcome.DONE)


def refused(results: Sequence[RowResult]) -> tuple[RowResult, ...]:
    """Those of which nothing came."""
    return tuple(result for result in results if result.outcome is Outcome.REFUSED)
