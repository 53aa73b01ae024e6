"""Listings Items 2021-08-01: look at a SKU, and send its stock and price."""

from datetime import datetime
from urllib.parse import quote

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE
from core.domain.cleaning import clean
from core.domain.instants import instant
from core.domain.listings import Offer
from core.errors import SetAside

MERCHANT_CHANNEL = "DEFAULT"
"""`fulfillmentChannelCode` of what the shop ships itself; every other one is Amazon's (R14)."""


class _Wire(msgspec.Struct, rename="camel"):
    pass


class _Availability(_Wire):
    fulfillment_channel_code: str
    quantity: int = 0


class _Summary(_Wire):
    last_updated_date: str = ""


class _Issue(_Wire):
    code: str = ""
    message: str = ""
    severity: str = ""


class _Money(_Wire):
    amount: str | int | float = ""


class _OfferWire(_Wire):
    price: _Money | None = None


class _Item(_Wire):
    sku: str
    summaries: list[_Summary] = []
    offers: list[_OfferWire] = []
    issues: list[_Issue] = []
    fulfillment_availability: list[_Availability] = []


class _Submission(_Wire):
    status: str
    issues: list[_Issue] = []


_read_item = msgspec.json.Decoder(_Item).decode
_read_submission = msgspec.json.Decoder(_Submission).decode


class ListingFact(msgspec.Struct, frozen=True):
    """A SKU as Amazon holds it; `quantity` is the self-shipped one, None where there is no row."""

    sku: str
    quantity: int | None
    fba: bool
    updated_at: datetime | None
    errors: str


def get_item(account: AmazonAccount, sku: str) -> Call:
    """One SKU with its quantities, offers and issues."""
    query = {
        "marketplaceIds": account.marketplace_id,
        "includedData": ("summaries", "offers", "issues", "fulfillmentAvailability"),
    }
    return Call("getListingsItem", "GET", _path(account, sku), query, sku=sku)


def patch_item(account: AmazonAccount, sku: str, offer: Offer) -> Call:
    """Send stock and price of a self-shipped SKU; accepted is not applied (R16)."""
    schedule = [{"schedule": [{"value_with_tax": offer.price_yen}]}]
    price = {
        "marketplace_id": account.marketplace_id,
        "currency": "JPY",
        "our_price": schedule,
    }
    stock = {"fulfillment_channel_code": MERCHANT_CHANNEL, "quantity": offer.quantity}
    body = {
        "productType": "PRODUCT",
        "patches": [
            {"op": "replace", "path": "/attributes/fulfillment_availability", "value": [stock]},
            {"op": "replace", "path": "/attributes/purchasable_offer", "value": [price]},
        ],
    }
    query = {"marketplaceIds": account.marketplace_id}
    return Call(
        "patchListingsItem", "PATCH", _path(account, sku), query, body, changes=True, sku=sku
    )


def read_item(body: bytes) -> ListingFact:
    """Read an answer of getListingsItem. Raises SetAside."""
    try:
        item = _read_item(body)
        updated = item.summaries[0].last_updated_date if item.summaries else ""
        updated_at = instant(updated) if updated else None
    except UNREADABLE as error:
        raise SetAside("getListingsItem", clean(str(error), 200)) from None
    own = [
        row.quantity
        for row in item.fulfillment_availability
        if row.fulfillment_channel_code == MERCHANT_CHANNEL
    ]
    return ListingFact(
        sku=clean(item.sku, 80),
        quantity=own[0] if own else None,
        fba=any(
            row.fulfillment_channel_code != MERCHANT_CHANNEL
            for row in item.fulfillment_availability
        ),
        updated_at=updated_at,
        errors=_errors(item.issues),
    )


def read_submission(body: bytes) -> str:
    """Read an answer of patchListingsItem: empty if ACCEPTED, else Amazon's words (R16).

    Raises SetAside.
    """
    try:
        submission = _read_submission(body)
    except UNREADABLE as error:
        raise SetAside("patchListingsItem", clean(str(error), 200)) from None
    if submission.status == "ACCEPTED":
        return ""
    return _errors(submission.issues) or clean(submission.status, 40) or "INVALID"


def _errors(issues: list[_Issue]) -> str:
    words = (f"{each.code} {each.message}" for each in issues if each.severity == "ERROR")
    return clean(" / ".join(words), 500)


def _path(account: AmazonAccount, sku: str) -> str:
    seller = quote(account.seller_id, safe="")
    return f"/listings/2021-08-01/items/{seller}/{quote(sku, safe='')}"
