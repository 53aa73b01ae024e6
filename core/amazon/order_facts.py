"""Answers of Orders 2026-01-01 as facts, strictly: what cannot be trusted is set aside (R43).

A buyer's person is read by `core.amazon.buyers`, and only where it is sealed (R40).
"""

import re
from collections.abc import Set
from datetime import datetime
from hashlib import blake2b

import msgspec

from core.amazon.buyers import read_person
from core.amazon.order_wire import (
    IDS,
    ORDERS,
    PAGES,
    SINGLES,
    WireItem,
    WireMoney,
    WireOrder,
    WirePackage,
)
from core.amazon.unreadable import UNREADABLE, decoded, without_nulls
from core.domain.cleaning import clean
from core.domain.facts import LineFact, OrderFact, PackageFact
from core.domain.instants import instant
from core.domain.labels import AmazonStatus, FulfilledBy, PaymentKind
from core.domain.person import Confidential
from core.errors import SetAside

_QUANTITY_MAX = 1_000_000
_AMOUNT = re.compile(r"\d{1,12}(\.0{1,4})?")


class OrderPage(msgspec.Struct, frozen=True):
    """One page of searchOrders: readable orders, those to set aside, and how it goes on."""

    facts: tuple[OrderFact, ...]
    set_aside: tuple[SetAside, ...]
    next_token: str | None
    last_updated_before: datetime | None
    seen: dict[bytes, str]
    """The order numbers of `facts` by digests of their payloads, `known` payloads included."""


def read_page(body: bytes, known: Set[bytes] = frozenset()) -> OrderPage:
    """Read an answer of searchOrders; an order that cannot be read stands apart (R43).

    Payloads with a digest that is `known` are passed over. Raises SetAside where the page itself
    cannot be read.
    """
    try:
        page = decoded(PAGES.decode, body)
        before = instant(page.last_updated_before) if page.last_updated_before else None
    except UNREADABLE as error:
        raise SetAside("searchOrders", "page: " + clean(str(error), 200)) from None
    facts, apart, seen = [], [], dict[bytes, str]()
    for raw in page.orders:
        digest = blake2b(raw, digest_size=16).digest()
        if digest in known:
            seen[digest] = ""
            continue
        try:
            fact = read_order(raw)
        except SetAside as error:
            apart.append(error)
            continue
        facts.append(fact)
        seen[digest] = fact.order_id
    token = page.pagination.next_token if page.pagination else None
    return OrderPage(tuple(facts), tuple(apart), token, before, seen)


def read_one(body: bytes) -> OrderFact:
    """Read an answer of getOrder. Raises SetAside."""
    try:
        raw = decoded(SINGLES.decode, body).order
    except UNREADABLE as error:
        raise SetAside("getOrder", clean(str(error), 200)) from None
    return read_order(raw)


def read_order(raw: bytes | msgspec.Raw) -> OrderFact:
    """Read one order's payload. Raises SetAside with what is wrong, never with what it held."""
    try:
        return _fact(_wire(raw))
    except UNREADABLE as error:
        raise SetAside(_id_of(raw) or "?", clean(str(error), 200)) from None


def _wire(raw: bytes | msgspec.Raw) -> WireOrder:
    try:
        return ORDERS.decode(raw)
    except msgspec.ValidationError:
        return ORDERS.decode(without_nulls(raw))


def _id_of(raw: bytes | msgspec.Raw) -> str:
    """The order's number where nothing else of it can be read."""
    try:
        return clean(IDS.decode(raw).order_id, 40)
    except UNREADABLE:
        return ""


def _fact(order: WireOrder) -> OrderFact:
    order_id = clean(order.order_id, 40)
    if not order_id.strip():
        raise ValueError("no orderId")
    fulfillment = order.fulfillment
    if fulfillment is None:
        raise ValueError("no fulfillment")
    status = _status(fulfillment.fulfillment_status)
    if not order.order_items and status is not AmazonStatus.CANCELLED:
        raise ValueError("no orderItems")
    window = fulfillment.ship_by_window
    asked, cancelled_by = _cancellation(order)
    return OrderFact(
        order_id=order_id,
        status=status,
        fulfilled_by=_party(fulfillment.fulfilled_by),
        payment_kind=_payment_kind(order),
        created_at=instant(order.created_time),
        updated_at=instant(order.last_updated_time),
        lines=tuple(_line(item) for item in order.order_items),
        packages=tuple(_package(package) for package in order.packages),
        total_yen=_yen(order.proceeds.grand_total) if order.proceeds else None,
        ship_by=instant(window.latest_date_time) if window and window.latest_date_time else None,
        cancel_asked=asked,
        cancelled_by=cancelled_by,
        person=_person(order),
    )


def _person(order: WireOrder) -> Confidential | None:
    if not bytes(order.buyer) and not bytes(order.recipient):
        return None
    return Confidential(lambda: read_person(order.buyer, order.recipient))


def _status(text: str) -> AmazonStatus:
    try:
        return AmazonStatus(text)
    except ValueError:
        raise ValueError(f"unknown fulfillmentStatus {clean(text, 40)!r}") from None


def _party(text: str) -> FulfilledBy:
    try:
        return FulfilledBy(text)
    except ValueError:
        raise ValueError("unknown fulfilledBy") from None


def _line(item: WireItem) -> LineFact:
    if not 0 <= item.quantity_ordered <= _QUANTITY_MAX:
        raise ValueError("quantityOrdered out of range")
    product = item.product
    return LineFact(
        item_id=clean(item.order_item_id, 40),
        sku=clean(product.seller_sku, 80),
        asin=clean(product.asin, 20),
        title=clean(product.title, 300),
        quantity=item.quantity_ordered,
        unit_price_yen=_yen(product.price.unit_price) if product.price else None,
    )


def _package(package: WirePackage) -> PackageFact:
    return PackageFact(
        reference=clean(package.package_reference_id, 40),
        carrier=clean(package.carrier, 80),
        tracking=clean(package.tracking_number, 80),
        shipped_at=instant(package.ship_time) if package.ship_time else None,
    )


def _yen(money: WireMoney | None) -> int | None:
    if money is None:
        return None
    text = str(money.amount)
    if money.currency_code != "JPY" or not _AMOUNT.fullmatch(text):
        raise ValueError("amount is not whole yen")
    return int(text.partition(".")[0])


def _payment_kind(order: WireOrder) -> PaymentKind | None:
    executions = order.payment.payment_executions if order.payment else []
    if any(each.payment_method == "CashOnDelivery" for each in executions):
        return PaymentKind.COD
    for item in order.order_items:
        shipping = item.fulfillment.shipping if item.fulfillment else None
        constraints = shipping.shipping_constraints if shipping else None
        if constraints and constraints.cash_on_delivery == "MANDATORY":
            return PaymentKind.COD
    return PaymentKind.AMAZON if executions else None


def _cancellation(order: WireOrder) -> tuple[str | None, str]:
    asked, cancelled_by = None, ""
    for item in order.order_items:
        if item.cancellation is None:
            continue
        if request := item.cancellation.cancellation_request:
            asked = clean(request.cancel_reason, 200)
        if execution := item.cancellation.cancellation_execution:
            cancelled_by = clean(execution.cancelled_by, 20)
    return asked, cancelled_by
