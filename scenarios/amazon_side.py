"""What a buyer, Amazon, or somebody in Seller Central does: a typed client of /_sim.

It speaks the served interface alone, so that it works the same against the app in this process and
against `renkei sim` in another one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from core.amazon.transport import Transport
from core.domain.instants import stamp
from scenarios.amazon_conduct import AmazonConduct
from scenarios.amazon_facts import (
    Advanced,
    Agenda,
    AgendaItem,
    AmazonClock,
    AmazonListing,
    AmazonOrder,
    Credentials,
    Listings,
    Orders,
    ReceivedCall,
    Requests,
    Saved,
    SellerRow,
    Sellers,
    Summary,
)
from scenarios.control_line import given, path_part, refused

if TYPE_CHECKING:
    import httpx

Payment = Literal["CREDIT_CARD", "CONVENIENCE_STORE", "COD"]
Party = Literal["MERCHANT", "AMAZON"]

CARD_SETTLES = timedelta(seconds=10)


class AmazonSide(AmazonConduct):
    """The control interface of one fake Amazon.

    Every method raises AmazonSideRefused where the interface answers 4xx, and Unreachable or
    NoAnswer where it cannot be reached.
    """

    def __init__(self, transport: "Transport | httpx.AsyncBaseTransport", base_url: str) -> None:
        super().__init__(transport, base_url)
        self._advance_url = f"{self._base}/_sim/clock/advance"

    async def clock(self) -> AmazonClock:
        """Where the clock stands."""
        return await self._get("/_sim/clock", AmazonClock)

    async def advance(self, to: datetime) -> Advanced:
        """Let Amazon's time pass until `to`; all that was due has happened when this returns."""
        return await self._send("POST", self._advance_url, {"to": stamp(to)}, Advanced)

    async def agenda(self, limit: int = 50) -> tuple[AgendaItem, ...]:
        """What will happen, in order of time."""
        return (await self._get(f"/_sim/agenda?limit={limit}", Agenda)).items

    async def reset(self, seed: int, start: datetime, *, empty: bool = False) -> Summary:
        """Forget everything and begin again at `start`."""
        return await self._post("/_sim/reset", Summary, seed=seed, start=stamp(start), empty=empty)

    async def credentials(self) -> Credentials:
        """The first seller's credentials."""
        return await self._get("/_sim/credentials", Credentials)

    async def listings(self, at_most: int | None = None) -> tuple[AmazonListing, ...]:
        """Every offer, or the first of them."""
        limit = "" if at_most is None else f"?limit={at_most}"
        return (await self._get(f"/_sim/listings{limit}", Listings)).listings

    async def listing(self, sku: str) -> AmazonListing:
        """One offer."""
        return await self._get(f"/_sim/listings/{path_part(sku)}", AmazonListing)

    async def put_listing(
        self,
        sku: str,
        asin: str,
        *,
        quantity: int,
        price_yen: int,
        fulfilled_by: Party = "MERCHANT",
        title: str | None = None,
    ) -> AmazonListing:
        """Offer a product in Seller Central."""
        return await self._post(
            "/_sim/listings",
            AmazonListing,
            sku=sku,
            asin=asin,
            quantity=quantity,
            price=price_yen,
            fulfilled_by=fulfilled_by,
            **given(title=title),
        )

    async def edit_listing(
        self,
        sku: str,
        quantity: int | None = None,
        price_yen: int | None = None,
        fulfilled_by: Party | None = None,
    ) -> AmazonListing:
        """Edit an offer in Seller Central, effective at once."""
        changes = given(quantity=quantity, price=price_yen, fulfilled_by=fulfilled_by)
        url = f"{self._base}/_sim/listings/{path_part(sku)}"
        return await self._send("PATCH", url, changes, AmazonListing)

    async def place_order(
        self,
        items: Mapping[str, int],
        payment: Payment = "CREDIT_CARD",
        *,
        pay_after: timedelta | None = CARD_SETTLES,
        fulfilled_by: Party | None = None,
        buyer: Mapping[str, str] | None = None,
        created: datetime | None = None,
        oversell: bool = False,
    ) -> AmazonOrder:
        """A buyer orders `items` (SKU → quantity); `pay_after` None = never pays."""
        return await self._post(
            "/_sim/orders",
            AmazonOrder,
            items=_lines(items),
            payment=payment,
            pay_after=pay_after,
            oversell=oversell,
            **given(fulfilled_by=fulfilled_by, buyer=buyer, created=created and stamp(created)),
        )

    async def pay(self, order_id: str) -> AmazonOrder:
        """The payment settles."""
        return await self._order(order_id, "pay")

    async def cancel(
        self, order_id: str, by: Literal["BUYER", "SELLER", "AMAZON"], reason: str = ""
    ) -> AmazonOrder:
        """The order is cancelled at Amazon."""
        return await self._order(order_id, "cancel", by=by, **given(reason=reason or None))

    async def request_cancel(self, order_id: str, reason: str) -> AmazonOrder:
        """The buyer asks the seller to cancel (R29)."""
        return await self._order(order_id, "request-cancel", reason=reason)

    async def ship(
        self, order_id: str, carrier: str, tracking: str, items: Mapping[str, int] | None = None
    ) -> AmazonOrder:
        """The shipment notice is sent in Seller Central; `items` None = all that is left."""
        body = {"carrier": carrier, "tracking": tracking, **given(items=_lines(items))}
        return await self._order(order_id, "ship", **body)

    async def orders(self) -> tuple[AmazonOrder, ...]:
        """Every order there is, oldest placed first."""
        return (await self._get("/_sim/orders", Orders)).orders

    async def newest_orders(self, at_most: int) -> tuple[AmazonOrder, ...]:
        """The orders placed last, newest first."""
        return (await self._get(f"/_sim/orders?newest={at_most}", Orders)).orders

    async def order(self, order_id: str) -> AmazonOrder:
        """One order as it is."""
        return await self._get(f"/_sim/orders/{path_part(order_id)}", AmazonOrder)

    async def requests(self, after: int = 0) -> tuple[ReceivedCall, ...]:
        """The SP-API calls received after number `after`, oldest first."""
        calls: list[ReceivedCall] = []
        while True:
            page = await self._get(f"/_sim/requests?after={after}&limit=5000", Requests)
            calls.extend(page.requests)
            if not page.requests or page.requests[-1].seq >= page.last:
                return tuple(calls)
            after = page.requests[-1].seq

    async def seller(self) -> SellerRow:
        """The first seller, and the app that acts for him."""
        return (await self._get("/_sim/sellers", Sellers)).sellers[0]

    async def change_plan(self, seller_id: str, plan: str) -> None:
        """Change a seller's plan (R01)."""
        url = f"{self._base}/_sim/sellers/{path_part(seller_id)}"
        await self._send("PATCH", url, {"plan": plan}, SellerRow)

    async def consent(self, form: Mapping[str, str]) -> str:
        """What the seller's browser is sent back to after his decision (R03)."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        url = f"{self._base}/apps/authorize/consent"
        sent = urlencode(form).encode()
        status, answered, content = await self._transport.exchange("POST", url, headers, sent)
        if status != 302:
            raise refused(status, content)
        return answered["location"]

    async def save(self) -> str:
        """Keep everything as it is; gives the checkpoint's id."""
        return (await self._post("/_sim/checkpoints", Saved, digest=False)).id

    async def go_back(self, checkpoint_id: str) -> None:
        """Be exactly as when the checkpoint was saved."""
        await self._post(
            f"/_sim/checkpoints/{path_part(checkpoint_id)}/restore", Saved, digest=False
        )

    async def drop(self, checkpoint_id: str) -> None:
        """Forget a checkpoint."""
        url = f"{self._base}/_sim/checkpoints/{path_part(checkpoint_id)}"
        await self._send("DELETE", url, None, Saved)

    async def _order(self, order_id: str, verb: str, **body: object) -> AmazonOrder:
        return await self._post(f"/_sim/orders/{path_part(order_id)}/{verb}", AmazonOrder, **body)


def _lines(items: Mapping[str, int] | None) -> list[dict[str, object]] | None:
    if items is None:
        return None
    return [{"sku": sku, "quantity": quantity} for sku, quantity in items.items()]
