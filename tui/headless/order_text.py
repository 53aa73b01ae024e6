"""One order as lines of text, for 80 columns."""

from collections.abc import Iterator, Sequence

from core.domain.instants import jst
from core.domain.labels import FulfilledBy, Lane
from core.domain.refusals import Refusal
from core.views.buyers import BuyerRow
from core.views.explanation import Explanation
from core.views.rows import OrderDetail, TimelineEntry
from core.views.timeline import SENTENCES
from tui.formats import clock_time, moment, short_moment, signed, yen
from tui.headless.cells import filled, folded, shown
from tui.words import _

WIDTH = 80
TIME = 10
LANE = (WIDTH - TIME - 2) // 2


def order_lines(order: OrderDetail) -> list[str]:
    """The whole report."""
    lines = [*_head(order), *_findings(order)]
    for title, part in (
        (_("商品"), list(_items(order))),
        (_("Amazonへの送信"), list(_pushes(order))),
        (_("在庫の動き"), list(_moves(order))),
        (_("Amazonの荷物"), list(_packages(order))),
    ):
        if part:
            lines += [f"── {title}", *part]
    return [*lines, f"── {_('経緯')}", *_lanes(order.timeline)]


def why_lines(explanation: Explanation) -> list[str]:
    """Why the order is as it is and what to do, above everything else."""
    lines = [line for sentence in explanation.why for line in _hung("", _(sentence))]
    for advice in explanation.advice:
        lines += _hung("→ ", _(advice))
    return [f"── {_('なぜこの状態か')}", *lines, f"── {_('注文')}"]


def person_lines(buyer: BuyerRow | None) -> list[str]:
    """The buyer, shown only when he is asked for (R40)."""
    title = f"── {_('購入者')}"
    if buyer is None:
        return [title, _("購入者の情報はありません。")]
    person = buyer.person
    names = [getattr(person, field) for field in person.__struct_fields__]
    return [title, *(shown(each) for each in names if isinstance(each, str) and each)]


def _head(order: OrderDetail) -> Iterator[str]:
    row = order.row
    shipper = "FBA" if row.fulfilled_by is FulfilledBy.AMAZON else _("自社配送")
    yield f"{row.order_id}  {moment(row.purchased_at)}  {shipper}"
    yield (
        f"決済ステータス {row.payment_status.value}  処理可否 {row.handling.value}"
        f"  Amazon {shown(row.amazon_status)}"
    )
    marks = "".join(f"  [{mark.value}]" for mark in row.marks)
    yield f"{_('合計')} {yen(row.total_yen)}  {row.payment_kind.value}{marks}"
    if order.ship_by:
        yield f"{_('出荷期限')} {moment(order.ship_by)}"
    if order.buyer_kept:
        yield _("個人情報の削除 {at}").format(at=moment(order.buyer_kept.delete_at))
    for name, refusal in (
        ("配送完了", order.ship),
        ("注文キャンセル", order.cancel),
        (_("取り下げ"), order.take_back),
    ):
        yield from _possible(name, refusal)


def _possible(name: str, refusal: Refusal | None) -> Iterator[str]:
    if refusal is None:
        yield f"○ {name}"
    else:
        rule = f" {refusal.rule}" if refusal.rule else ""
        yield from _hung(f"× {name}: ", f"{_(refusal.value)}{rule}")


def _findings(order: OrderDetail) -> Iterator[str]:
    for row in order.findings:
        note = f"{shown(row.note)} " if row.note else ""
        yield from _hung("! ", f"{_(row.text)} {note}{_(row.advice)} {row.rule}")


def _items(order: OrderDetail) -> Iterator[str]:
    for line in order.lines:
        linked = "" if line.linked else f"  {_('未連携')}"
        price = yen(line.unit_price_yen)
        words = f"{shown(line.title)} ×{line.quantity}  {price}{linked}  {shown(line.asin)}"
        yield from _hung(f"{shown(line.sku)}  ", words)


def _pushes(order: OrderDetail) -> Iterator[str]:
    for row in order.pushes:
        parcel = f"{shown(row.carrier)} {shown(row.tracking)}{row.reason}".strip()
        due = ""
        if row.due_at:
            due = "  " + _("次の送信 {due}").format(due=short_moment(row.due_at))
        error = f"  Amazon: {shown(row.error)}" if row.error else ""
        start = f"{row.kind.value} {row.state.value}  "
        yield from _hung(start, f"{parcel}  {short_moment(row.created_at)}{due}{error}")


def _moves(order: OrderDetail) -> Iterator[str]:
    for row in order.ledger:
        yield (
            f"{short_moment(row.at)}  {shown(row.sku)}  {signed(row.quantity)}"
            f"  → {row.stock_after}  {row.reason}"
        )


def _packages(order: OrderDetail) -> Iterator[str]:
    for row in order.packages:
        yield f"{shown(row.carrier)} {shown(row.tracking)}  {short_moment(row.shipped_at)}"


def _lanes(entries: Sequence[TimelineEntry]) -> Iterator[str]:
    """makeshop on the left, Amazon on the right, in the order in which things happened."""
    yield f"{filled(_('時刻(JST)'), TIME)}{filled(Lane.SHOP.value, LANE)}│ {Lane.AMAZON.value}"
    day = ""
    for entry in entries:
        this_day = f"{jst(entry.at):%m/%d}"
        if this_day != day:
            yield f"{filled(this_day, TIME)}{' ' * LANE}│"
            day = this_day
        rule = f" {entry.rule}" if entry.rule else ""
        words = folded(f"{_words(entry)}{rule}", LANE - 3)
        for number, line in enumerate(words):
            time = filled("" if number else clock_time(entry.at), TIME)
            if entry.lane is Lane.SHOP:
                yield f"{time}{filled(line, LANE)}│".rstrip()
            else:
                yield f"{time}{' ' * LANE}│ {line}".rstrip()


def _words(entry: TimelineEntry) -> str:
    values = {
        name: _(word) if name in SENTENCES else shown(word) for name, word in entry.values.items()
    }
    return _(entry.template).format_map(values)


def _hung(start: str, words: str) -> Iterator[str]:
    """`words` behind `start`, further lines indented by two."""
    first, *rest = folded(start + words, WIDTH - 2)
    yield first
    yield from (f"  {line}" for each in rest for line in folded(each, WIDTH - 4))
