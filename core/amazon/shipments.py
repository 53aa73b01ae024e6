"""Orders v0 confirmShipment: the shipment notice of a self-shipped order."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from core.account import AmazonAccount
from core.amazon.call import Call
from core.domain.carriers import OTHER, carrier_for
from core.domain.instants import amazon_stamp
from core.errors import RequestRefused

CONFIRM_SHIPMENT = "confirmShipment"
_ALREADY = ("PackageToUpdateNotFound", "order already fulfilled")


def confirm_shipment(
    account: AmazonAccount,
    order_id: str,
    *,
    reference: str,
    carrier: str,
    tracking: str,
    shipped_at: datetime,
    items: Sequence[tuple[str, int]],
    cash_on_delivery: bool,
) -> Call:
    """Tell Amazon that all of an order went out in one package.

    `reference` is a positive number *as text*: Amazon refuses a JSON number. `items` are pairs of
    orderItemId and quantity.
    """
    listed = carrier_for(carrier)
    package: dict[str, object] = {
        "packageReferenceId": reference,
        "carrierCode": listed.code,
        "trackingNumber": tracking,
        "shipDate": amazon_stamp(shipped_at),
        "orderItems": [{"orderItemId": item, "quantity": number} for item, number in items],
    }
    if listed.code == OTHER:
        package["carrierName"] = listed.label
    body: dict[str, object] = {"marketplaceId": account.marketplace_id, "packageDetail": package}
    if cash_on_delivery:
        body["codCollectionMethod"] = "DirectPayment"
    path = f"/orders/v0/orders/{quote(order_id, safe='')}/shipmentConfirmation"
    return Call(CONFIRM_SHIPMENT, "POST", path, body=body, changes=True, order_id=order_id)


def says_already_shipped(refusal: RequestRefused) -> bool:
    """Whether Amazon refused a notice because the order has its shipment already (R35)."""
    return any(word in refusal.words for word in _ALREADY)
