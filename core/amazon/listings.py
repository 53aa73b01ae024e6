"""Listings Items 2021-08-01: look at SKUs, send stock and price, register and delete offers."""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache, partial
from urllib.parse import quote

import msgspec

from core.account import AmazonAccount
from core.amazon.call import Call
from core.amazon.unreadable import UNREADABLE, decoded
from core.domain.cleaning import clean
from core.domain.instants import instant
from core.domain.listings import ListingFact, Offer
from core.errors import SetAside

MERCHANT_CHANNEL = "DEFAULT"
"""`fulfillmentChannelCode` of what the shop ships itself; every other one is Amazon's (R14)."""

PRODUCT_TYPE = "PRODUCT"
"""Amazon takes it for changes of an offer, whatever the type of the product."""

SEARCH_MAX = 20
"""SKUs that one searchListingsItems may name."""

_WHOLE_YEN = re.compile(r"\d{1,12}(\.0{1,4})?", re.ASCII)
_INCLUDED = ("summaries", "offers", "issues", "fulfillmentAvailability")


class _Wire(msgspec.Struct, rename="camel"):
    pass


class _Availability(_Wire):
    fulfillment_channel_code: str
    quantity: int = 0


class _Summary(_Wire):
    asin: str = ""
    last_updated_date: str = ""


class _Issue(_Wire):
    code: str = ""
    message: str = ""
    severity: str = ""


class _Money(_Wire):
    amount: str | int | float = ""


class _OfferWire(_Wire):
    offer_type: str = ""
    price: _Money | None = None


class _Item(_Wire):
    sku: str
    summaries: list[_Summary] = []
    offers: list[_OfferWire] = []
    issues: list[_Issue] = []
    fulfillment_availability: list[_Availability] = []


class _Found(_Wire):
    items: list[msgspec.Raw]


class _Submission(_Wire):
    status: str
    issues: list[_Issue] = []


_read_item = msgspec.json.Decoder(_Item).decode
_read_found = msgspec.json.Decoder(_Found).decode
_read_submission = msgspec.json.Decoder(_Submission).decode


def get_item(account: AmazonAccount, sku: str) -> Call:
    """One SKU with its quantities, offers and issues; 404 where Amazon has none."""
    query = {"marketplaceIds": account.marketplace_id, "includedData": _INCLUDED}
    return Call("getListingsItem", "GET", _path(account, sku), query, sku=sku)


def search_items(account: AmazonAccount, skus: Sequence[str]) -> Call:
    """Up to 20 SKUs as `get_item` shows them; what Amazon does not have is left out.

    Amazon separates the list by commas, so a SKU with a comma has to be asked for singly.
    """
    assert 0 < len(skus) <= SEARCH_MAX
    query = {
        "marketplaceIds": account.marketplace_id,
        "includedData": _INCLUDED,
        "identifiersType": "SKU",
        "identifiers": tuple(skus),
        "pageSize": str(SEARCH_MAX),
    }
    path = f"/listings/2021-08-01/items/{_segment(account.seller_id)}"
    return Call("searchListingsItems", "GET", path, query)


def patch_item(account: AmazonAccount, sku: str, offer: Offer) -> Call:
    """Send stock and price of a self-shipped SKU; accepted is not applied (R16)."""
    return _change(account, sku, "PATCH", patch_body(account, offer))


def put_item(account: AmazonAccount, sku: str, asin: str, offer: Offer) -> Call:
    """あいのり出品: register an offer of this SKU on an ASIN that is in the catalogue (R07)."""
    return _change(account, sku, "PUT", offer_body(account, asin, offer))


def delete_item(account: AmazonAccount, sku: str) -> Call:
    """Delete the listing of a SKU (R10)."""
    return _change(account, sku, "DELETE", None)


def patch_body(account: AmazonAccount, offer: Offer) -> dict[str, object]:
    """Stock and price as JSON patch operations, for patchListingsItem and for a feed."""
    attributes = _attributes(account, offer)
    return {
        "productType": PRODUCT_TYPE,
        "patches": [
            {"op": "replace", "path": f"/attributes/{name}", "value": value}
            for name, value in attributes.items()
        ],
    }


def offer_body(account: AmazonAccount, asin: str, offer: Offer) -> dict[str, object]:
    """A new offer on an existing ASIN, for putListingsItem and for a feed.

    The condition is new (推定: the manual's form has no field for it).
    """
    here = {"marketplace_id": account.marketplace_id}
    return {
        "productType": PRODUCT_TYPE,
        "requirements": "LISTING_OFFER_ONLY",
        "attributes": {
            "condition_type": [{"value": "new_new", **here}],
            "merchant_suggested_asin": [{"value": asin, **here}],
            **_attributes(account, offer),
        },
    }


def _attributes(account: AmazonAccount, offer: Offer) -> dict[str, list[dict[str, object]]]:
    stock: dict[str, object] = {
        "fulfillment_channel_code": MERCHANT_CHANNEL,
        "quantity": offer.quantity,
    }
    price: dict[str, object] = {
        "marketplace_id": account.marketplace_id,
        "currency": "JPY",
        "our_price": [{"schedule": [{"value_with_tax": offer.price_yen}]}],
    }
    return {"fulfillment_availability": [stock], "purchasable_offer": [price]}


def _change(account: AmazonAccount, sku: str, method: str, body: object) -> Call:
    operation = f"{method.lower()}ListingsItem"
    query = {"marketplaceIds": account.marketplace_id}
    return Call(operation, method, _path(account, sku), query, body, changes=True, sku=sku)


def read_item(body: bytes) -> ListingFact:
    """Read an answer of getListingsItem. Raises SetAside."""
    try:
        return _fact(decoded(_read_item, body))
    except UNREADABLE as error:
        raise SetAside("getListingsItem", clean(str(error), 200)) from None


def read_items(body: bytes) -> dict[str, ListingFact]:
    """Read an answer of searchListingsItems, by SKU; an item that cannot be read is left out (R43).

    Raises SetAside where the answer itself cannot be read.
    """
    try:
        items = decoded(_read_found, body).items
    except UNREADABLE as error:
        raise SetAside("searchListingsItems", clean(str(error), 200)) from None
    facts: dict[str, ListingFact] = {}
    for raw in items:
        with suppress(*UNREADABLE):
            fact = _fact(_read_item(raw))
            facts[fact.sku] = fact
    return facts


def _fact(item: _Item) -> ListingFact:
    summary = item.summaries[0] if item.summaries else _Summary()
    rows = item.fulfillment_availability
    own = [row.quantity for row in rows if row.fulfillment_channel_code == MERCHANT_CHANNEL]
    return ListingFact(
        sku=item.sku,
        asin=clean(summary.asin, 20),
        quantity=own[0] if own else None,
        price_yen=_price(item.offers),
        fba=any(row.fulfillment_channel_code != MERCHANT_CHANNEL for row in rows),
        updated_at=instant(summary.last_updated_date) if summary.last_updated_date else None,
        errors=_errors(item.issues),
    )


def _price(offers: list[_OfferWire]) -> int | None:
    for offer in offers:
        if offer.price is not None and offer.offer_type in ("", "B2C"):
            text = str(offer.price.amount)
            return int(text.partition(".")[0]) if _WHOLE_YEN.fullmatch(text) else None
    return None


def read_submission(body: bytes) -> str:
    """Read an answer to a changed listing: empty if ACCEPTED, else Amazon's words (R16).

    Raises SetAside.
    """
    try:
        submission = decoded(_read_submission, body)
    except UNREADABLE as error:
        raise SetAside("listings submission", clean(str(error), 200)) from None
    if submission.status == "ACCEPTED":
        return ""
    return _errors(submission.issues) or clean(submission.status, 40) or "INVALID"


def _errors(issues: list[_Issue]) -> str:
    words = (f"{each.code} {each.message}" for each in issues if each.severity == "ERROR")
    return clean(" / ".join(words), 500)


def _path(account: AmazonAccount, sku: str) -> str:
    return f"/listings/2021-08-01/items/{_segment(account.seller_id)}/{_segment(sku)}"


_segment = lru_cache(256)(partial(quote, safe=""))
"""Part of a path; a run asks for its SKUs more than once."""
