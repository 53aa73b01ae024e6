"""Orders that need a document or a pickup: what v0 says of them in a shop that has none.

updateShipmentStatus, getOrderRegulatedInfo, updateVerificationStatus (sp-api.md 1.11).
"""

import msgspec

from simulator.exchange import Reply, json_reply
from simulator.operations import Call
from simulator.orders.rules import find_order, invalid
from simulator.orders_v0.disclosure import Disclosure
from simulator.parameters import worded
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID

_PICKUP = ("ReadyForPickup", "PickedUp", "RefusedPickup")
_VERDICTS = ("Approved", "Rejected")


def update_shipment_status(call: Call) -> Reply:
    """Check the body; no order here is picked up in a store. Raises a 400 `Refusal`."""
    body = _object(call)
    marketplace = body.get("marketplaceId")
    if not marketplace:
        raise Refusal(400, "InvalidInput", "Marketplace ID is not defined", "1001")
    if marketplace != MARKETPLACE_ID:
        raise invalid(call, "marketplaceId is another than Japan's")
    if body.get("shipmentStatus") not in _PICKUP:
        raise invalid(call, f"shipmentStatus is one of {', '.join(_PICKUP)}")
    if not isinstance(body.get("orderItems", []), list):
        raise invalid(call, "orderItems is a list")
    find_order(call, call.params["orderId"])
    raise worded(call, "text_not_pickup")


def get_order_regulated_info(call: Call) -> Reply:
    """What was asked of the buyer: nothing. Raises a 400 `Refusal` by behaviour."""
    Disclosure(call).need_token()
    order = find_order(call, call.params["orderId"])
    if call.sim.behaviours.text("unregulated_order") == "refused":
        raise worded(call, "text_not_regulated")
    status: dict[str, object] = {
        "Status": "Cancelled" if order.status == "CANCELLED" else "Approved",
        "RequiresMerchantAction": False,
        "ValidRejectionReasons": [],
    }
    payload = {
        "AmazonOrderId": order.order_id,
        "RegulatedInformation": {"Fields": []},
        "RequiresDosageLabel": False,
        "RegulatedOrderVerificationStatus": status,
    }
    return json_reply(200, {"payload": payload})


def update_verification_status(call: Call) -> Reply:
    """Check the body; no order here waits for a verdict. Raises a 400 `Refusal`."""
    verdict = _object(call).get("regulatedOrderVerificationStatus")
    if not isinstance(verdict, dict):
        raise _missing("regulatedOrderVerificationStatus")
    if not isinstance(verdict.get("externalReviewerId"), str):
        raise _missing("externalReviewerId")
    status = verdict.get("status")
    if status not in _VERDICTS:
        known = ", ".join(_VERDICTS)
        text = f"Invalid request parameter `status`. Must be one of [{known}]."
        raise Refusal(400, "InvalidInput", text)
    if status == "Rejected" and not isinstance(verdict.get("rejectionReasonId"), str):
        raise _missing("rejectionReasonId")
    find_order(call, call.params["orderId"])
    raise worded(call, "text_not_regulated")


def _missing(name: str) -> Refusal:
    return Refusal(400, "InvalidInput", f"Missing request parameter: {name}.")


def _object(call: Call) -> dict[str, object]:
    try:
        return msgspec.json.decode(call.request.body, type=dict[str, object])
    except (ValueError, RecursionError) as error:
        raise invalid(call, f"the body is not a JSON object: {error}") from None
