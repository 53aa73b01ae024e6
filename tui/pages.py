"""Parts of an order as texts: pure, from the rows of core/views to content for the screen."""

from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from core.domain.instants import jst
from core.domain.refusals import Refusal
from core.views.buyers import BuyerKept, BuyerRow
from core.views.rows import FindingRow, LedgerLine, OrderDetail, OrderLine, PackageRow, PushRow
from tui.formats import ahead, moment, near, short_moment, signed, yen
from tui.ink import Ink, fit, inked, lines
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


def summary(order: OrderDetail, name: str = "") -> Content:
    """Number, with the `name` that a script gave it, both axes, amounts and marks."""
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
            Ink(f"{name} " if name else "", "note"),
            Ink(row.order_id, "strong"),
            f"  {moment(row.purchased_at)}  ",
            channel_ink(row.fulfilled_by),
            Ink(f"  {_kept(order.buyer_kept)}", "quiet"),
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


def _kept(kept: BuyerKept | None) -> str:
    """Until when the buyer is kept, or since when he is gone (R40)."""
    if kept is None:
        return ""
    if kept.deleted_at is not None:
        return _("個人情報 {day}に削除済み").format(day=f"{jst(kept.deleted_at):%m/%d}")
    return _("個人情報 {day}に削除").format(day=f"{jst(kept.delete_at):%m/%d}")


def person(buyer: BuyerRow) -> Content:
    """The buyer as the parcel is addressed, and until when he is kept (R40)."""
    told = buyer.person
    place = " ".join(part for part in (told.state, told.city) if part)
    rows: list[tuple[str, str]] = [
        (_("購入者"), told.name),
        (_("お届け先"), told.recipient if told.recipient != told.name else ""),
        (_("住所"), " ".join(part for part in (told.postal_code, place) if part)),
        ("", " ".join(part for part in (told.line1, told.line2, told.line3) if part)),
        (_("電話"), told.phone),
        (_("メール"), told.email),
        (_("削除日"), moment(buyer.delete_at)),
    ]
    width = max(cell_len(name) for name, _text in rows)
    return lines(*(inked(Ink(fit(name, width + 2), "quiet"), text) for name, text in rows if text))


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
    if row.settled_at is not None:
        pieces.append(Ink(f" → {near(row.settled_at, row.created_at)}", "quiet"))
    elif row.sent_at is not None:
        sent = _("送信 {at}").format(at=near(row.sent_at, row.created_at))
        pieces.append(Ink(f"  {sent}", "quiet"))
    if row.waits_for:
        pieces.append(Ink(f"  {_(row.waits_for)}", "warn"))
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


def head(order: OrderDetail, buyer: BuyerRow | None = None, name: str = "") -> Content:
    """What stands above everything: state, findings, what can be done, the buyer if asked for."""
    parts = [summary(order, name)]
    if buyer is not None:
        parts.append(person(buyer))
    if order.findings:
        parts.append(findings(order.findings))
    parts.append(possible(order))
    return lines(*parts)
