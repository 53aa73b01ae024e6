"""Why an order is as it is, in sentences: read from its journal lines, notices and findings.

An order number goes in, causes and what to do come out. Nothing here decides anything; where the
books do not say why, the sentence says only what is so.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from core.domain.instants import jst
from core.domain.labels import (
    FulfilledBy,
    Handling,
    Lane,
    Mark,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.sentence import Sentence
from core.views.rows import JobRow, OrderDetail, PushRow, SetAsideRow, TimelineEntry

_SHIPPED = ("出荷済み", "出荷済み {tracking}")
_CANCELLED = ("キャンセル", "キャンセル（{by}）")


class Explanation(msgspec.Struct, frozen=True):
    """`why` from the verdict to its causes, `advice` to be followed, `rules` behind both."""

    order_id: str
    why: tuple[Sentence, ...]
    advice: tuple[str, ...]
    rules: tuple[str, ...]
    amazon_said: str = ""
    """Amazon's own words where it refused."""
    refused_call: str = ""
    """The operation that said them, with its status: `confirmShipment 400`."""


def explain(order: OrderDetail, jobs: Iterable[JobRow]) -> Explanation:
    """What is to be said of an order in the books."""
    due = {job.name: job for job in jobs}
    why = (*_of_kind(order), *_of_state(order, due), *_of_findings(order))
    changed = next((entry for entry in reversed(order.timeline) if _changes(entry)), None)
    rules = [changed.rule] if changed else []
    rules += (row.rule for row in order.findings)
    return Explanation(
        order.row.order_id,
        why,
        _advice(order),
        tuple(rule for rule in dict.fromkeys(rules) if rule),
        said := next((push.error for push in reversed(order.pushes) if push.error), ""),
        _refused_call(order, said),
    )


def _refused_call(order: OrderDetail, said: str) -> str:
    found = (entry.values for entry in reversed(order.timeline) if entry.lane is Lane.AMAZON)
    calls = (values for values in found if said and values.get("error") == said)
    return next((f"{values['operation']} {values['status']}" for values in calls), "")


def _advice(order: OrderDetail) -> tuple[str, ...]:
    """What the findings say, else what the state asks for."""
    if found := dict.fromkeys(row.advice for row in order.findings):
        return tuple(found)
    if order.row.payment_status is PaymentStatus.NEEDS_CHECK:
        return (Sentence("支払いの確定をお待ちください。出荷はまだできません。"),)
    if order.ship is None:
        return (Sentence("商品を発送し、配送完了を入力してください。"),)
    return (Sentence("することはありません。"),)


def explain_set_aside(row: SetAsideRow) -> Explanation:
    """What is to be said of an order that cannot be read (R43)."""
    why = (
        Sentence("Amazonから届いた内容を読み取れないため、この注文を保留しています。"),
        Sentence("理由: {reason}", reason=row.reason),
        Sentence(
            "{at}から{n}回試しました。ほかの注文の取込は続いています。",
            at=_at(row.first_at),
            n=row.tries,
        ),
    )
    advice = (Sentence("自動でやり直します。続くときは通信の画面で応答を確かめてください。"),)
    return Explanation(row.order_id, why, advice, ("R43",))


def _at(at: datetime) -> str:
    return f"{jst(at):%m/%d %H:%M}"


def _of_kind(order: OrderDetail) -> Iterator[Sentence]:
    if order.row.fulfilled_by is FulfilledBy.AMAZON:
        yield Sentence(
            "FBA（Amazon配送）の注文です。配送もキャンセルもセラーセントラルで行い、"
            "ショップの在庫は動きません。"
        )
    if Mark.BEFORE_LINK in order.row.marks:
        yield Sentence("連携開始日以前の注文のため、ショップの在庫は動かしません。")


def _of_state(order: OrderDetail, due: dict[str, JobRow]) -> Iterator[Sentence]:
    match order.row.payment_status:
        case PaymentStatus.LINK_FAILED:
            yield from _link_failed(order)
        case PaymentStatus.NEEDS_CHECK:
            yield Sentence(
                "要確認です。購入者の支払いがまだ確定していません（Amazonでは保留）。"
                "確定すると注文完了になります。"
            )
            if job := due.get("pull_orders"):
                yield Sentence("次の注文取込は{at}です。", at=_at(job.due_at))
        case PaymentStatus.CANCELLED:
            yield from _cancelled(order)
        case PaymentStatus.COMPLETE:
            yield from _complete(order)
    for push in order.pushes[-1:]:
        yield from _on_its_way(push)


def _link_failed(order: OrderDetail) -> Iterator[Sentence]:
    refused = next((p for p in reversed(order.pushes) if p.state is PushState.REFUSED), None)
    if refused is None:
        yield Sentence("連携失敗です。Amazonが送信を断りました。")
        return
    yield Sentence(
        "連携失敗です。{given}に入力した{kind}を、Amazonが{sent}に断りました。",
        given=_at(refused.created_at),
        kind=refused.kind.value,
        sent=_at(refused.settled_at or refused.sent_at or refused.created_at),
    )
    shipped = _before(order, _SHIPPED, refused)
    if shipped and refused.kind is PushKind.CANCEL:
        yield Sentence(
            "原因: その前の{at}に、セラーセントラルで出荷されていました。"
            "出荷済みの注文はキャンセルできません。",
            at=_at(shipped.at),
        )
    elif shipped:
        yield Sentence(
            "原因: その前の{at}に、セラーセントラルで出荷されていました"
            "（追跡番号 {tracking}）。Amazonは二つめの通知を受け付けません。",
            at=_at(shipped.at),
            tracking=shipped.values.get("tracking") or "-",
        )
    elif cancelled := _before(order, _CANCELLED, refused):
        yield Sentence(
            "原因: その前の{at}に、Amazon側でキャンセルされていました。", at=_at(cancelled.at)
        )


def _before(order: OrderDetail, templates: tuple[str, ...], push: PushRow) -> TimelineEntry | None:
    """The latest event of one kind at Amazon before `push` was answered."""
    until = push.settled_at or push.created_at
    found = (
        entry
        for entry in reversed(order.timeline)
        if entry.lane is Lane.AMAZON and entry.template in templates and entry.at <= until
    )
    return next(found, None)


def _cancelled(order: OrderDetail) -> Iterator[Sentence]:
    own = next((p for p in reversed(order.pushes) if p.kind is PushKind.CANCEL), None)
    if own is not None and own.state is not PushState.TAKEN_BACK:
        yield Sentence(
            "注文キャンセルです。{at}にショップがキャンセルしました（理由: {reason}）。",
            at=_at(own.created_at),
            reason=own.reason,
        )
        return
    entry = next((e for e in reversed(order.timeline) if e.template in _CANCELLED), None)
    if entry is None:
        yield Sentence("注文キャンセルです。")
    elif by := entry.values.get("by"):
        yield Sentence(
            "注文キャンセルです。{at}に{by}がAmazon側でキャンセルしました。",
            at=_at(entry.at),
            by=Sentence(by),
        )
    else:
        yield Sentence("注文キャンセルです。{at}にAmazon側で取り消されました。", at=_at(entry.at))


def _complete(order: OrderDetail) -> Iterator[Sentence]:
    if order.row.handling is Handling.SHIPPED:
        own = any(p.kind is PushKind.SHIP for p in order.pushes)
        if not own and order.row.fulfilled_by is FulfilledBy.MERCHANT:
            yield Sentence("セラーセントラルで出荷されたため、自動で配送完了になりました。")
        else:
            yield Sentence("配送完了です。")
    elif order.row.handling is Handling.OPEN:
        yield Sentence("注文完了・未処理です。支払いは確定し、出荷を待っています。")
        if order.ship_by is not None:
            yield Sentence("出荷期限は{at}です。", at=_at(order.ship_by))


def _on_its_way(push: PushRow) -> Iterator[Sentence]:
    kind = push.kind.value
    match push.state:
        case PushState.WAITING if push.due_at is not None:
            yield Sentence(
                "{kind}は送信待ちで、{at}に送ります。それまでは取り下げられます。",
                kind=kind,
                at=_at(push.due_at),
            )
            if push.waits_for:
                yield Sentence("待っているもの: {waits}", waits=push.waits_for)
        case PushState.WAITING:
            yield Sentence("{kind}は送信待ちです。", kind=kind)
        case PushState.SENDING | PushState.ACCEPTED:
            yield Sentence("{kind}は送信済みで、Amazonへの反映を確認しています。", kind=kind)
        case PushState.UNKNOWN:
            yield Sentence(
                "{kind}への応答がなく結果不明です。Amazonの状態を読んでから、"
                "なければもう一度送ります。",
                kind=kind,
            )
        case PushState.CONFIRMED:
            yield Sentence("{kind}はAmazonで確認済みです。", kind=kind)
        case PushState.REFUSED | PushState.TAKEN_BACK:
            pass


def _of_findings(order: OrderDetail) -> Iterator[Sentence]:
    for row in order.findings:
        text = Sentence(row.text)
        if row.note:
            yield Sentence("診断: {text}（{note}）", text=text, note=row.note)
        else:
            yield Sentence("診断: {text}", text=text)


def _changes(entry: TimelineEntry) -> bool:
    return entry.lane is Lane.SHOP and entry.template.startswith(("決済ステータス", "処理可否"))
