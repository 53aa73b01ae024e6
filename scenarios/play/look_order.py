"""One order as the shop shows it."""

from collections.abc import Iterator

from core.domain.instants import jst
from core.domain.jobs import PULL_ORDERS
from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.rows import OrderDetail
from scenarios.language.expectations import Key, OrderExpectation
from scenarios.language.mistakes import listed
from scenarios.play.cast import Cast
from scenarios.play.check import Check, check, shown
from scenarios.play.tallies import findings_check, moved, moves_check
from scenarios.said import Said, say
from scenarios.world import World

AMAZON_RELAY = "@marketplace.amazon.co.jp"
"""What is sent there Amazon hands on; the buyer's own address stays with Amazon."""


def look_at_order(
    name: str, expected: OrderExpectation, world: World, cast: Cast
) -> tuple[Check, ...]:
    """Every part of `expected`; whether the order is shown at all where no part is named."""
    here = say("注文{name}", name=name)
    if expected.set_aside is not None:
        return (_set_aside(here, name, expected.set_aside, world, cast),)
    try:
        detail = world.views.order(cast.order_id(name))
    except Refused:
        detail = None
    there = Check(
        here,
        _presence(expected.shown),
        _absence(name, world, cast) if detail is None else _presence(True),
        expected.shown == (detail is not None),
    )
    if detail is None or not expected.shown:
        return (there,)
    checks = (*_labels(here, expected, detail), *_keys(here, expected, detail))
    if expected.mail is not None:
        checks += (check(say("{order} のメール", order=here), expected.mail, _mail(detail, world)),)
    return (*checks, *_tallies(here, expected, detail)) or (there,)


def _mail(detail: OrderDetail, world: World) -> str:
    """Through whom the buyer could be written to (R28)."""
    buyer = world.views.buyer(detail.row.order_id, world.now)
    if buyer is None or not buyer.person.email:
        return "なし"
    relayed = buyer.person.email.endswith(AMAZON_RELAY)
    return "Amazonの中継アドレス" if relayed else "ほかのアドレス"


def _set_aside(here: Said, name: str, expected: bool, world: World, cast: Cast) -> Check:
    there = any(row.order_id == cast.order_id(name) for row in world.views.set_aside())
    return check(say("{order} の保留（読み取れない注文）", order=here), expected, there)


def look_at_group(
    group: str, expected: OrderExpectation, world: World, cast: Cast
) -> tuple[Check, ...]:
    """Every order of a group: one check for all that hold, else those of the first that does not.

    An empty group holds nothing and fails.
    """
    names = cast.group(group)
    right = 0
    wrong: tuple[Check, ...] = ()
    for name in names:
        checks = look_at_order(name, expected, world, cast)
        if all(check.holds for check in checks):
            right += 1
        elif not wrong:
            wrong = tuple(check for check in checks if not check.holds)
    what = say("{group} の注文のうち期待どおりの件数", group=group)
    return (Check(what, shown(len(names)), shown(right), right == len(names) > 0), *wrong)


def _presence(there: bool) -> Said:
    return say("注文一覧にある") if there else say("注文一覧にない")


def _absence(name: str, world: World, cast: Cast) -> Said:
    """Why an order that was placed may not be there yet (R18)."""
    due = next(
        (row.due_at for row in world.views.jobs() if row.name == PULL_ORDERS.name), world.now
    )
    if name not in cast.numbers() or due <= world.now:
        return _presence(False)
    at = f"{jst(due):%H:%M:%S}"
    return say("注文一覧にない（次の注文取込は{at}。2分以内の更新はその次になる）", at=at)


def _labels(here: Said, expected: OrderExpectation, detail: OrderDetail) -> Iterator[Check]:
    row = detail.row
    marks = None if expected.marks is None else listed(sorted(expected.marks))
    looked_at: tuple[tuple[str, object, object], ...] = (
        ("決済ステータス", expected.payment_status, row.payment_status),
        ("処理可否", expected.handling, row.handling),
        ("送信状態", expected.push_state, row.push_state or "なし"),
        ("決済方法", expected.payment_kind, row.payment_kind),
        ("合計", expected.total, "未確定" if row.total_yen is None else row.total_yen),
        ("追跡番号", expected.tracking, listed(package.tracking for package in detail.packages)),
        ("出荷元", expected.fulfilled_by, row.fulfilled_by),
        ("印", marks, listed(sorted(row.marks))),
    )
    for label, wanted, actual in looked_at:
        if wanted is not None:
            yield check(say("{order} の{label}", order=here, label=label), wanted, actual)


def _tallies(here: Said, expected: OrderExpectation, detail: OrderDetail) -> Iterator[Check]:
    if expected.findings is not None:
        what = say("{order} のお知らせ", order=here)
        yield findings_check(what, expected.findings, detail.findings)
    if expected.buyer is not None:
        kept = detail.buyer_kept
        there = "なし" if kept is None else "削除済み" if kept.deleted_at else "見える"
        yield check(say("{order} の購入者", order=here), expected.buyer, there)
    if expected.ledger is not None:
        what = say("{order} の在庫台帳", order=here)
        yield moves_check(what, expected.ledger, moved(detail.ledger))


def _keys(here: Said, expected: OrderExpectation, detail: OrderDetail) -> Iterator[Check]:
    keys = (
        ("配送完了", expected.ship, detail.ship),
        ("注文キャンセル", expected.cancel, detail.cancel),
        ("取り下げ", expected.take_back, detail.take_back),
    )
    for label, wanted, refusal in keys:
        if wanted is not None:
            yield Check(
                say("{order} の{label}", order=here, label=label),
                _grey(wanted) if isinstance(wanted, Refusal) else shown(wanted),
                say("押せる") if refusal is None else _grey(refusal),
                _agrees(wanted, refusal),
            )


def _agrees(wanted: Key, refusal: Refusal | None) -> bool:
    if isinstance(wanted, Refusal):
        return wanted is refusal
    return (wanted == "押せる") == (refusal is None)


def _grey(refusal: Refusal) -> Said:
    return say("押せない（{name}: {why}）", name=refusal.name, why=Said(refusal.value))
