"""A day at the fake Amazon that touches every part of it; the bytes of all its answers."""

from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from sim_client import EVERYTHING, MARKETPLACE, Amazon
from sim_feeds import result, submit
from sim_queue import Ear
from sim_reports import LISTINGS, made
from sim_restricted import rdt

CANCEL = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
V0 = "/orders/v0/orders"


class Recorder(Amazon):
    """Keeps what was answered, headers too."""

    def __init__(self, **options) -> None:
        self.heard = sha256()
        super().__init__(**options)

    def send(self, method, path, **more):
        answer = super().send(method, path, **more)
        self.heard.update(
            repr((method, path, answer.status, sorted(answer.headers.items()))).encode()
        )
        self.heard.update(answer.body)
        return answer


def digest(seed: int = 7) -> str:
    """The story's digest: the same for the same seed, in any process."""
    amazon = Recorder(seed=seed)
    ear = Ear(amazon)
    for kind in ("ORDER_CHANGE", "FEED_PROCESSING_FINISHED", "LISTINGS_ITEM_MFN_QUANTITY_CHANGE"):
        ear.subscribe(kind)
    amazon.control("PATCH", "/behaviours", {"notification_order": "shuffled"})
    _consent(amazon)
    orders = [amazon.order(payment=kind) for kind in ("CREDIT_CARD", "COD", "CONVENIENCE_STORE")]
    amazon.advance("PT10M")
    amazon.confirm(orders[0])
    amazon.confirm(orders[0], reference="2")
    _read(amazon, orders)
    amazon.patch("TEA-UJI-100", "fulfillment_availability", {"fulfillment_channel_code": "DEFAULT"})
    amazon.listing("TEA-UJI-100")
    _feed(amazon, orders[1])
    made(amazon, LISTINGS)
    ear.heard()
    fault = {
        "operation": "getAccount",
        "kind": "status",
        "status": 503,
        "when": {"probability": 0.5},
    }
    amazon.control("POST", "/faults", fault)
    for _ in range(5):
        amazon.call("GET", "/sellers/v1/account")
    amazon.control("GET", "/orders")
    amazon.control("GET", "/events")
    amazon.heard.update(amazon.control("POST", "/checkpoints")["digest"].encode())
    return amazon.heard.hexdigest()


def _consent(amazon: Amazon) -> None:
    url = urlsplit(amazon.control("GET", "/credentials")["consent_url"])
    fields = {name: values[0] for name, values in parse_qs(url.query).items()}
    fields |= {"state": "s" * 22, "redirect_uri": "http://127.0.0.1:1/", "decision": "approve"}
    amazon.send("GET", url.path, query=fields)
    sent_back = amazon.send("POST", url.path, content=urlencode(fields).encode())
    code = parse_qs(urlsplit(sent_back.headers["location"]).query)["spapi_oauth_code"][0]
    amazon.login(grant_type="authorization_code", code=code)


def _read(amazon: Amazon, orders: list[dict]) -> None:
    amazon.search(includedData=EVERYTHING, maxResultsPerPage=2)
    token = rdt(amazon, V0, "shippingAddress", "buyerInfo")
    since = {"LastUpdatedAfter": "2026-11-01T00:00:00Z", "MarketplaceIds": MARKETPLACE}
    amazon.call("GET", V0, query=since, token=token)
    amazon.call("GET", V0, query=since | {"OrderStatuses": "Lost,Found"})
    for order in orders:
        amazon.get_order(order["order_id"])
        amazon.call("GET", f"{V0}/{order['order_id']}/orderItems")


def _feed(amazon: Amazon, order: dict) -> None:
    item = order["items"][0]["order_item_id"]
    content = (
        '<?xml version="1.0"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion>'
        "<MerchantIdentifier>M</MerchantIdentifier></Header>"
        "<MessageType>OrderAcknowledgement</MessageType><Message><MessageID>1</MessageID>"
        f"<OrderAcknowledgement><AmazonOrderID>{order['order_id']}</AmazonOrderID>"
        f"<StatusCode>Failure</StatusCode><Item><AmazonOrderItemCode>{item}</AmazonOrderItemCode>"
        "<CancelReason>NoInventory</CancelReason></Item></OrderAcknowledgement></Message>"
        "</AmazonEnvelope>"
    )
    feed_id = submit(amazon, CANCEL, content)
    amazon.advance("PT10M")
    result(amazon, feed_id)


if __name__ == "__main__":
    print(digest())
