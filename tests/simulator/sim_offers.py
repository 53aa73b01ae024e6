"""Writing offers to the fake Amazon and reading their rows."""

from sim_client import MARKETPLACE, Amazon

SKU = "NOTE-A5-3"
FBA = "BATT-10000"
AVAILABILITY = "fulfillment_availability"


def row(code: str, **fields: object) -> dict:
    return {"fulfillment_channel_code": code, **fields}


def offer(asin="B0RK000001", **changes) -> dict:
    """The attributes of an offer on an ASIN; None leaves one out."""
    schedule = [{"schedule": [{"value_with_tax": 900}]}]
    attributes = {
        "condition_type": [{"value": "new_new", "marketplace_id": MARKETPLACE}],
        "merchant_suggested_asin": [{"value": asin, "marketplace_id": MARKETPLACE}],
        "purchasable_offer": [{"currency": "JPY", "our_price": schedule}],
        AVAILABILITY: [row("DEFAULT", quantity=5)],
    } | changes
    return {name: value for name, value in attributes.items() if value is not None}


def put(amazon: Amazon, sku="NEW-1", body=None, **query):
    query = {"marketplaceIds": MARKETPLACE} | query
    body = body or {
        "productType": "PRODUCT",
        "requirements": "LISTING_OFFER_ONLY",
        "attributes": offer(),
    }
    return amazon.call("PUT", amazon.listing_path(sku), query=query, body=body)


def rows(amazon: Amazon, sku=SKU) -> dict[str, int]:
    shown = amazon.listing(sku).json()["fulfillmentAvailability"]
    return {one["fulfillmentChannelCode"]: one["quantity"] for one in shown}


def raw_rows(amazon: Amazon, sku=SKU) -> list[dict]:
    return amazon.listing(sku, "attributes").json()["attributes"][AVAILABILITY]
