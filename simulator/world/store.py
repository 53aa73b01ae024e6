"""The store of all records, with the few look-ups that must be quick."""

from datetime import datetime

from msgspec.structs import replace

from simulator.keeping import copies, put_back
from simulator.world.access import OAuthCode
from simulator.world.changes import Changes
from simulator.world.messaging import Destination, Message, Notice, Queue, Subscription
from simulator.world.order_index import OrderIndex
from simulator.world.past import REMEMBERED, Past
from simulator.world.records import (
    App,
    Authorisation,
    CatalogItem,
    Document,
    Event,
    Feed,
    Listing,
    Order,
    PageToken,
    Seller,
    Submission,
)
from simulator.world.reporting import Report, ReportSchedule


class World:
    """Sellers, catalogue, listings, orders, feeds: dictionaries of frozen records."""

    def __init__(self) -> None:
        self.sellers: dict[str, Seller] = {}
        self.apps: dict[str, App] = {}
        self.authorisations: dict[str, Authorisation] = {}
        self.oauth_codes: dict[str, OAuthCode] = {}
        self.catalog: dict[str, CatalogItem] = {}
        self.listings: dict[tuple[str, str], Listing] = {}
        self.submissions: dict[str, tuple[Submission, ...]] = {}
        self.orders: dict[str, Order] = {}
        self.order_indexes: dict[str, OrderIndex] = {}
        self.documents: dict[str, Document] = {}
        self.feeds: dict[str, Feed] = {}
        self.reports: dict[str, Report] = {}
        self.report_schedules: dict[str, ReportSchedule] = {}
        self.page_tokens: dict[str, PageToken] = {}
        self.destinations: dict[str, Destination] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.notices: dict[str, Notice] = {}
        self.queues: dict[str, Queue] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        self.events: list[Event] = []
        self.past = Past()
        self.changes = Changes()

    def record(self, at: datetime, actor: str, subject: str, what: str) -> Event:
        """Write one line of the world's history."""
        event = Event(len(self.events) + 1, at, actor, subject, what)
        self.events.append(event)
        return event

    def index_of(self, seller_id: str) -> OrderIndex:
        index = self.order_indexes.get(seller_id)
        if index is None:
            index = self.order_indexes[seller_id] = OrderIndex()
        return index

    def add_order(self, order: Order) -> None:
        index = self.index_of(order.seller_id)
        self.past.keep_order(order.seller_id, order.order_id, None, index.position)
        self.orders[order.order_id] = order
        index.add(order.order_id, order.created, order.updated)
        self.changes.order(None, order)

    def change_order(self, order: Order, at: datetime, actor: str, what: str) -> Order:
        """Store a changed order: updated now, with one more line of history."""
        event = self.record(at, actor, order.order_id, what)
        changed = replace(order, updated=at, history=(*order.history, event))
        index = self.index_of(order.seller_id)
        earlier = self.orders[order.order_id]
        self.past.keep_order(order.seller_id, order.order_id, earlier, index.position)
        self.orders[order.order_id] = changed
        index.changed(order.order_id, at)
        if index.is_worn:
            self._forget(order.seller_id, index)
        self.changes.order(earlier, changed)
        return changed

    def _forget(self, seller_id: str, index: OrderIndex) -> None:
        """Keep what open walks over pages and reads of the recent past may still look at."""
        tokens = self.page_tokens.values()
        walks = [token.as_of for token in tokens if token.seller_id == seller_id]
        index.forget(min([*walks, index.position - REMEMBERED]))

    def put_listing(self, listing: Listing) -> None:
        key = (listing.seller_id, listing.sku)
        earlier = self.listings.get(key)
        self.past.keep_listing(*key, earlier)
        self.listings[key] = listing
        self.changes.listing(earlier, listing)

    def first_seller(self) -> Seller:
        return next(iter(self.sellers.values()))

    def snapshot(self) -> dict[str, object]:
        return copies(self)

    def restore(self, states: dict[str, object]) -> None:
        put_back(self, states)
