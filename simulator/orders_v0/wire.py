"""The body of confirmShipment, read leniently enough to answer as Amazon does."""

from datetime import datetime

import msgspec
from msgspec import Struct

from simulator.operations import Call
from simulator.orders.rules import invalid, parse_time
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID, PackageItem

Json = dict[str, object]
_COD_METHODS = frozenset({"DirectPayment"})
_MAX_TEXT = 100


class Confirmation(Struct, frozen=True):
    """A shipment confirmation whose fields have the right form."""

    reference: str
    carrier_code: str
    carrier_name: str
    method: str
    tracking: str
    shipped: datetime
    items: tuple[PackageItem, ...]
    cod_method: str | None


def read_confirmation(call: Call) -> Confirmation:
    """Check the form of the body. Raises a 400 `Refusal` in Amazon's words."""
    body = _object(call)
    detail = body.get("packageDetail")
    if not isinstance(detail, dict):
        raise invalid(call, "packageDetail is missing")
    _check_types(call, body, detail)
    if not body.get("marketplaceId"):
        raise Refusal(400, "InvalidInput", "Marketplace ID is not defined", "1001")
    if body["marketplaceId"] != MARKETPLACE_ID:
        raise invalid(call, "marketplaceId is another than Japan's")
    reference = detail.get("packageReferenceId") or ""
    if not (reference.isascii() and reference.isdigit() and int(reference[:40]) > 0):
        text = call.sim.behaviours.text("text_reference")
        raise Refusal(400, "InvalidInput", text)
    for name in ("carrierCode", "trackingNumber", "shipDate"):
        if not detail.get(name, "").strip():
            raise invalid(call, f"packageDetail.{name} is missing")
    shipped = parse_time(detail["shipDate"])
    if shipped is None:
        raise Refusal(400, "Invalid Input", "Invalid Input", reason="shipDate is not ISO-8601")
    cod_method = body.get("codCollectionMethod")
    if cod_method is not None and cod_method not in _COD_METHODS:
        raise invalid(call, "codCollectionMethod knows DirectPayment alone")
    return Confirmation(
        reference=reference,
        carrier_code=detail["carrierCode"].strip(),
        carrier_name=detail.get("carrierName", "").strip(),
        method=detail.get("shippingMethod", ""),
        tracking=detail["trackingNumber"].strip(),
        shipped=shipped,
        items=_items(call, detail.get("orderItems")),
        cod_method=cod_method,
    )


def _object(call: Call) -> Json:
    try:
        return msgspec.json.decode(call.request.body, type=Json)
    except (ValueError, RecursionError) as error:
        raise invalid(call, f"the body is not a JSON object: {error}") from None


def _check_types(call: Call, body: Json, detail: Json) -> None:
    """Every text field is a string, as it must be since January 2026."""
    texts = (
        "packageReferenceId",
        "carrierCode",
        "carrierName",
        "shippingMethod",
        "trackingNumber",
        "shipDate",
    )
    wrong = [
        f"packageDetail.{name}"
        for name in texts
        if name in detail and not isinstance(detail[name], str)
    ]
    wrong += [
        name
        for name in ("marketplaceId", "codCollectionMethod")
        if name in body and not isinstance(body[name], str)
    ]
    if wrong:
        text = call.sim.behaviours.text("text_reference_type")
        message = text.replace("{fields}", ", ".join(wrong))
        raise Refusal(400, "InvalidInput", message)
    for name in texts:
        if len(str(detail.get(name, ""))) > _MAX_TEXT:
            raise invalid(call, f"packageDetail.{name} is too long")


def _items(call: Call, given: object) -> tuple[PackageItem, ...]:
    wrong = Refusal(400, "InvalidInput", call.sim.behaviours.text("text_order_item"))
    if not isinstance(given, list) or not given:
        raise wrong
    items: list[PackageItem] = []
    for line in given:
        if not isinstance(line, dict) or not isinstance(line.get("orderItemId"), str):
            raise wrong
        quantity = line.get("quantity")
        if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 1:
            raise invalid(call, "packageDetail.orderItems.quantity is a whole number from 1")
        items.append(PackageItem(line["orderItemId"], quantity))
    return tuple(items)
