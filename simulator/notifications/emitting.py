"""What is sent, to whom, and when it arrives (sp-api.md 8)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from simulator.auth import authorised
from simulator.notifications import payloads
from simulator.notifications.kinds import (
    FEED_FINISHED,
    KINDS,
    MFN_QUANTITY,
    ORDER_CHANGE,
    REPORT_FINISHED,
    Kind,
)
from simulator.world.messaging import Notice, Subscription
from simulator.world.records import MARKETPLACE_ID, MERCHANT_CHANNEL, Feed, Listing, Order
from simulator.world.reporting import Report

if TYPE_CHECKING:
    from simulator.simulation import Simulation

ARRIVES = "notification_arrives"
_COPY_AFTER = timedelta(seconds=30)
_SHUFFLED_S = 120
_SOMETIMES = 10

Wanted = Callable[[Subscription], bool]


def order_changed(sim: "Simulation", before: Order | None, after: Order) -> None:
    """ORDER_CHANGE, where the status changed or the buyer asked to cancel."""
    if not sim.world.subscriptions:
        return
    if before is None:
        if sim.behaviours.text("order_change_of_new_orders") == "silent":
            return
        change = "OrderStatusChange"
    elif before.status != after.status:
        change = "OrderStatusChange"
    elif before.cancel_request != after.cancel_request:
        change = "BuyerRequestedChange"
    else:
        return

    def wanted(subscription: Subscription) -> bool:
        asked = subscription.directive.get("eventFilter")
        asked = asked if isinstance(asked, dict) else {}
        return change in asked.get("orderChangeTypes", [change]) and (
            MARKETPLACE_ID in asked.get("marketplaceIds", [MARKETPLACE_ID])
        )

    payload = payloads.order_change(sim, after, change)
    _emit(sim, ORDER_CHANGE, after.seller_id, after.order_id, payload, wanted)


def listing_changed(sim: "Simulation", before: Listing | None, after: Listing) -> None:
    """LISTINGS_ITEM_MFN_QUANTITY_CHANGE, where the merchant's own quantity is another."""
    if not sim.world.subscriptions:
        return
    there, now = before is not None and before.has(MERCHANT_CHANNEL), after.has(MERCHANT_CHANNEL)
    earlier = before.quantity(MERCHANT_CHANNEL) if before is not None else 0
    if now and (not there or earlier != after.quantity(MERCHANT_CHANNEL)):
        payload = payloads.mfn_quantity(after)
        _emit(sim, MFN_QUANTITY, after.seller_id, after.sku, payload)


def feed_finished(sim: "Simulation", feed: Feed) -> None:
    """FEED_PROCESSING_FINISHED."""
    if sim.world.subscriptions:
        payload = payloads.feed_finished(feed)
        _emit(sim, FEED_FINISHED, feed.seller_id, feed.feed_id, payload)


def report_finished(sim: "Simulation", report: Report) -> None:
    """REPORT_PROCESSING_FINISHED."""
    if sim.world.subscriptions:
        payload = payloads.report_finished(report)
        _emit(sim, REPORT_FINISHED, report.seller_id, report.report_id, payload)


def take_back(sim: "Simulation", known: dict[str, Notice], named: set[str]) -> None:
    """Let what was said since `known` about those `named` be unsaid."""
    for notice_id, notice in tuple(sim.world.notices.items()):
        if notice_id not in known and notice.about in named:
            del sim.world.notices[notice_id]
            sim.agenda.cancel(ARRIVES, notice_id)


def written(sim: "Simulation", notice: Notice, subscription: Subscription) -> dict[str, object]:
    """The whole message, published now."""
    kind = KINDS[subscription.notification_type]
    return payloads.enveloped(kind, notice, subscription, sim.now)


def _emit(
    sim: "Simulation",
    kind: Kind,
    seller_id: str,
    about: str,
    payload: dict[str, object],
    wanted: Wanted = lambda _: True,
) -> None:
    for subscription in tuple(sim.world.subscriptions.values()):
        if (
            subscription.notification_type == kind.name
            and subscription.seller_id == seller_id
            and wanted(subscription)
            and authorised(sim, subscription.app_id, seller_id)
        ):
            _send(sim, subscription, about, payload)


def _send(
    sim: "Simulation", subscription: Subscription, about: str, payload: dict[str, object]
) -> None:
    stream = f"notifications/{subscription.subscription_id}"
    number = sim.draw_uuid(stream)
    due = sim.now + sim.behaviours.duration("notification_after")
    if sim.behaviours.text("notification_order") == "shuffled":
        due += timedelta(seconds=sim.streams.named(stream).randrange(_SHUFFLED_S))
    _schedule(
        sim, due, Notice(number, number, subscription.subscription_id, about, sim.now, payload)
    )
    copies = sim.behaviours.text("notification_duplicates")
    if copies == "always" or (
        copies == "sometimes" and sim.streams.named(stream).randrange(_SOMETIMES) == 0
    ):
        copy = Notice(f"{number}/2", number, subscription.subscription_id, about, sim.now, payload)
        _schedule(sim, due + _COPY_AFTER, copy)


def _schedule(sim: "Simulation", due: datetime, notice: Notice) -> None:
    sim.world.notices[notice.notice_id] = notice
    subscription = sim.world.subscriptions[notice.subscription_id]
    note = f"{subscription.notification_type} of {notice.about} arrives"
    sim.agenda.schedule(due, ARRIVES, notice.notice_id, note)
