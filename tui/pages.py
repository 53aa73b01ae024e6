"""Parts of an order as texts: pure, from the rows of core/views to content for the screen."""

from datetime import datetime

from textual.content import Content

from core.domain.refusals import Refusal
from core.views.rows import FindingRow, LedgerLine, OrderDetail, OrderLine, PackageRow, PushRow
from tui.formats import ahead, moment, near, short_moment, signed, yen
from tui.ink import Ink, inked, lines
from tui.signs import (
    amazon_ink,
    channel_ink,
    handling_ink,
    payment_ink,
    push_state_tone,
    weight_ink,
)
from tui.words import _


def heading(words: str) -> Content:
    """The title of a part."""
    return inked(Ink(f"── {words}", "quiet"))


def summary(order: OrderDetail) -> Content:
    """Number, both axes, amounts and marks."""
    row = order.row
    marks = [Ink(f"  [{mark.value}]", "note") for mark in row.marks]
    amounts: list[str | Ink] = [
        Ink(f"{_('合計')} ", "quiet"),
        yen(row.total_yen),
        f"  {row.payment_kind.value}",
    ]
    if order.ship_by is not None:
        amounts.append(Ink(f"  {_('出荷期限')} {short_moment(order.ship_by)}", "quiet"))
    return lines(
        inked(
            Ink(row.order_id, "strong"),
            f"  {moment(row.purchased_at)}  ",
            channel_ink(row.fulfilled_by),
            *marks,
        ),
        inked(
            Ink("決済ステータス ", "quiet"),
            payment_ink(row.payment_status),
            Ink("  処理可否 ", "quiet"),
            handling_ink(row.handling),
            Ink("  Amazon ", "quiet"),
            amazon_ink(row.amazon_status),
        ),
        inked(*amounts),
    )


def possible(order: OrderDetail) -> Content:
    """What may be done now, and the reason for what may not; equal reasons are said once."""
    done: dict[Refusal, list[str]] = {}
    free: list[str] = []
    for name, refusal in (
        ("s 配送完了", order.ship),
        ("c 注文キャンセル", order.cancel),
        (f"u {_('取り下げ')}", order.take_back),
    ):
        if refusal is None:
            free.append(name)
        else:
            done.setdefault(refusal, []).append(name)
    rows = []
    if free:
        rows.append(inked(Ink(f"○ {'  '.join(free)}", "good")))
    for refusal, names in done.items():
        rule = f" {refusal.rule}" if refusal.rule else ""
        rows.append(inked(Ink(f"× {'  '.join(names)}: {_(refusal.value)}{rule}", "quiet")))
    return lines(*rows)


def findings(rows: tuple[FindingRow, ...]) -> Content:
    """Each finding with what to do."""
    return lines(
        *(
            inked(
                weight_ink(row.weight),
                f" {_(row.text)} ",
                Ink(f"{row.note} " if row.note else "", "warn"),
                Ink(_(row.advice), "note"),
                Ink(f" {row.rule}", "quiet"),
            )
            for row in rows
        )
    )


def items(rows: tuple[OrderLine, ...]) -> Content:
    """What was ordered."""
    return lines(
        *(
            inked(
                Ink(row.sku, "strong"),
                f"  {row.title}  ×{row.quantity}  {yen(row.unit_price_yen)}",
                Ink("" if row.linked else f"  {_('未連携')}", "warn"),
                Ink(f"  {row.asin}", "quiet"),
            )
            for row in rows
        )
    )


def pushes(rows: tuple[PushRow, ...], now: datetime) -> Content:
    """How far Amazon has each notice of the shop."""
    if not rows:
        return inked(Ink(_("送信したものはありません。"), "quiet"))
    return lines(*(_push(row, now) for row in rows))


def _push(row: PushRow, now: datetime) -> Content:
    pieces: list[str | Ink] = [
        Ink(row.kind.value, "strong"),
        " ",
        Ink(row.state.value, push_state_tone(row.state)),
        f"  {row.carrier} {row.tracking}{row.reason}",
        Ink(f"  {short_moment(row.created_at)}", "quiet"),
    ]
    if row.due_at is not None:
        due = f"{near(row.due_at, now)} ({ahead(row.due_at, now)})"
        pieces.append(Ink("  " + _("次の送信 {due}").format(due=due), "note"))
    if row.error:
        pieces.append(Ink(f"  Amazon: {row.error}", "bad"))
    return inked(*pieces)


def ledger(rows: tuple[LedgerLine, ...]) -> Content:
    """How the order moved the shop's stock."""
    if not rows:
        return inked(Ink(_("在庫は動いていません。"), "quiet"))
    return lines(
        *(
            inked(
                Ink(short_moment(row.at), "quiet"),
                f"  {row.sku}  ",
                Ink(signed(row.quantity), "strong"),
                f"  → {row.stock_after}  {row.reason}",
            )
            for row in rows
        )
    )


def packages(rows: tuple[PackageRow, ...]) -> Content:
    """Packages that Amazon knows of."""
    if not rows:
        return inked(Ink(_("Amazonに荷物はありません。"), "quiet"))
    return lines(
        *(
            inked(
                f"{row.carrier} {row.tracking}",
                Ink(f"  {short_moment(row.shipped_at)}", "quiet"),
            )
            for row in rows
        )
    )


def facts(order: OrderDetail, now: datetime) -> Content:
    """Everything beside the time line."""
    return lines(
        heading(_("商品")),
        items(order.lines),
        heading(_("Amazonへの送信")),
        pushes(order.pushes, now),
        heading(_("在庫の動き")),
        ledger(order.ledger),
        heading(_("Amazonの荷物")),
        packages(order.packages),
    )


def head(order: OrderDetail) -> Content:
    """What stands above everything: state, findings, and what can be done."""
    parts = [summary(order)]
    if order.findings:
        parts.append(findings(order.findings))
    parts.append(possible(order))
    return lines(*parts)
