"""A client of the simulator in process: raw ASGI, every SP-API answer checked by the models."""

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import sim_models

from simulator import create_app

MARKETPLACE = "A1VC38T7YXB528"
START = "2026-11-23T00:00:00Z"
EVERYTHING = "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,PAYMENT"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def error(self) -> dict:
        return self.json()["errors"][0]


class Amazon:
    """One fake Amazon, and a seller's client of it."""

    def __init__(self, *, seed: int = 1, empty: bool = False, **options) -> None:
        self.app = create_app(seed=seed, empty=empty, **options)
        self.token: str | None = None

    def send(self, method, path, *, query=None, content=b"", headers=None) -> Answer:
        """One request as it is; `query` a mapping, or text already encoded."""
        answer = self.unchecked(method, path, query=query, content=content, headers=headers)
        sim_models.check(method, path, answer.status, answer.headers, answer.body)
        return answer

    def unchecked(self, method, path, *, query=None, content=b"", headers=None) -> Answer:
        """`send` where the answer is meant to differ from Amazon's models."""
        encoded = query if isinstance(query, str) else urlencode(query or {}, doseq=True)
        return asyncio.run(self._exchange(method, path, encoded, content, headers or {}))

    def control(self, method, path, body=None, **query):
        """A control call that must succeed; its JSON."""
        answer = self.try_control(method, path, body, **query)
        assert answer.status == 200, answer.body.decode()
        return answer.json()

    def try_control(self, method, path, body=None, **query) -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        return self.send(method, f"/_sim{path}", query=query, content=content)

    def call(self, method, path, *, query=None, body=None, token=None) -> Answer:
        """An SP-API call with a good access token, or with the one given."""
        headers = {"x-amz-access-token": token or self.access_token(), "user-agent": "tests/1"}
        content = b""
        if body is not None:
            content, headers["content-type"] = json.dumps(body).encode(), "application/json"
        return self.send(method, path, query=query, content=content, headers=headers)

    def access_token(self) -> str:
        if self.token is None:
            self.token = self.login().json()["access_token"]
        return self.token

    def login(self, **changes) -> Answer:
        credentials = self.control("GET", "/credentials")
        fields = {"grant_type": "refresh_token"} | {
            name: credentials[name] for name in ("client_id", "client_secret", "refresh_token")
        }
        form = {name: value for name, value in (fields | changes).items() if value is not None}
        return self.send(
            "POST",
            "/auth/o2/token",
            content=urlencode(form).encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )

    def advance(self, by: str) -> list[dict]:
        """Let time pass; what happened. The access token is renewed when next needed."""
        self.token = None
        return self.control("POST", "/clock/advance", {"by": by})["fired"]

    def order(self, sku="TEA-UJI-100", quantity=1, **more) -> dict:
        body = {"items": [{"sku": sku, "quantity": quantity}], **more}
        return self.control("POST", "/orders", body)

    def paid_order(self, sku="TEA-UJI-100", quantity=1, **more) -> dict:
        order = self.order(sku, quantity, **more)
        return self.control("POST", f"/orders/{order['order_id']}/pay")

    def truth(self, order_id: str) -> dict:
        return self.control("GET", f"/orders/{order_id}")

    def search(self, **query) -> Answer:
        query = {"lastUpdatedAfter": "2026-11-01T00:00:00Z"} | query
        return self.call("GET", "/orders/2026-01-01/orders", query=query)

    def get_order(self, order_id: str, included: str = EVERYTHING) -> dict:
        path = f"/orders/2026-01-01/orders/{order_id}"
        answer = self.call("GET", path, query={"includedData": included})
        assert answer.status == 200, answer.body
        return answer.json()["order"]

    def confirm(self, order: dict, reference="1", **changes) -> Answer:
        """confirmShipment of the whole order, with `changes` to packageDetail; None = left out."""
        items = [
            {"orderItemId": item["order_item_id"], "quantity": item["quantity"]}
            for item in order["items"]
        ]
        detail = {
            "packageReferenceId": reference,
            "carrierCode": "YAMATO",
            "trackingNumber": "123456789012",
            "shipDate": "2026-11-23T01:00:00Z",
            "orderItems": items,
        } | changes
        detail = {name: value for name, value in detail.items() if value is not None}
        path = f"/orders/v0/orders/{order['order_id']}/shipmentConfirmation"
        return self.call("POST", path, body={"marketplaceId": MARKETPLACE, "packageDetail": detail})

    def listing(self, sku: str, included: str = "summaries,offers,fulfillmentAvailability"):
        query = {"marketplaceIds": MARKETPLACE, "includedData": included}
        return self.call("GET", self.listing_path(sku), query=query)

    def patch(self, sku: str, attribute: str, *value: dict, op="replace", **query) -> Answer:
        patches = [{"op": op, "path": f"/attributes/{attribute}", "value": list(value)}]
        query = {"marketplaceIds": MARKETPLACE} | query
        body = {"productType": "PRODUCT", "patches": patches}
        return self.call("PATCH", self.listing_path(sku), query=query, body=body)

    def listing_path(self, sku: str) -> str:
        seller = self.control("GET", "/credentials")["seller_id"]
        return f"/listings/2021-08-01/items/{seller}/{quote(sku, safe='')}"

    def url(self, method: str, url: str, *, content=b"", headers=None) -> Answer:
        parts = urlsplit(url)
        return self.send(method, parts.path, query=parts.query, content=content, headers=headers)

    async def _exchange(self, method, path, query, content, headers) -> Answer:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
            "scheme": "http",
            "server": ("127.0.0.1", 8787),
        }
        sent: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": content}

        async def send(message: dict) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:]))
