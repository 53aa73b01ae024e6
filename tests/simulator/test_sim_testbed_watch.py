"""Looking on: history, received calls, HTTP Archive (control-api, journal)."""

import asyncio
import json

import pytest
from sim_client import EVERYTHING, START, Amazon
from sim_faults import declare
from sim_walls import TestWall


def markers(amazon: Amazon) -> set[str]:
    return {order["buyer_marker"] for order in amazon.control("GET", "/orders")["orders"]}


def read_all_personal_data(amazon: Amazon) -> None:
    for buyer in (None, {"name": "秘密 太郎", "phone": "090-1111-2222", "line1": "秘密町1-2"}):
        order = amazon.paid_order(**({"buyer": buyer} if buyer else {}))
        shown = amazon.get_order(order["order_id"])
        assert shown["buyer"]["buyerName"]
        amazon.confirm(order)
    amazon.advance("PT5M")
    assert "deliveryAddress" in amazon.search(includedData=EVERYTHING).body.decode()


class TestEvents:
    def test_the_history_is_read_from_any_line_on(self, amazon):
        order = amazon.paid_order()
        answer = amazon.control("GET", "/events")
        assert answer["last"] == 2
        assert [one["what"] for one in answer["events"]] == [
            "placed: CREDIT_CARD",
            "payment settled: UNSHIPPED",
        ]
        first = {"seq": 1, "at": START, "actor": "BUYER", "subject": order["order_id"]}
        assert answer["events"][0] == first | {"what": "placed: CREDIT_CARD"}
        assert amazon.control("GET", "/events", after=1)["events"] == answer["events"][1:]
        assert amazon.control("GET", "/events", limit=1)["events"] == answer["events"][:1]

    @pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=1.5", "aftr=1"])
    def test_wrong_questions(self, amazon, query):
        answer = amazon.send("GET", "/_sim/events", query=query)
        assert answer.status == 400
        assert answer.json()["error"]["field"]


class Follower:
    """Reads the stream of one fake while other calls go on in the same loop."""

    def __init__(self, amazon: Amazon, **headers: str) -> None:
        self.app = amazon.app
        self.sent: list[dict] = []
        self.gone = asyncio.Event()
        self.headers = {"accept": "text/event-stream", **headers}

    async def __call__(self, query: str = "") -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/_sim/events",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in self.headers.items()],
        }
        body = [{"type": "http.request", "body": b""}]

        async def receive() -> dict:
            if body:
                return body.pop()
            await self.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict) -> None:
            self.sent.append(message)

        await self.app(scope, receive, send)

    def heard(self) -> list[tuple[str, int, dict]]:
        text = b"".join(message.get("body", b"") for message in self.sent).decode()
        events = []
        for block in text.split("\n\n"):
            if block and not block.startswith(":"):
                kind, number, data = (line.partition(": ")[2] for line in block.splitlines())
                events.append((kind, int(number), json.loads(data)))
        return events


def followed(amazon: Amazon, *calls: tuple, query: str = "", **headers: str) -> Follower:
    """What a follower hears while `calls` (method, path, body) are made."""
    follower = Follower(amazon, **headers)

    async def turns() -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    async def run() -> None:
        following = asyncio.ensure_future(follower(query))
        await turns()
        for method, path, body in calls:
            content = b"" if body is None else json.dumps(body).encode()
            await amazon._exchange(method, f"/_sim{path}", "", content, {})
            await turns()
        follower.gone.set()
        await following

    asyncio.run(run())
    return follower


ORDER = ("POST", "/orders", {"items": [{"sku": "PEN-FP-F"}], "pay_after": "PT1M"})


class TestStream:
    def test_it_tells_what_was_and_what_comes(self, amazon):
        amazon.order()
        follower = followed(amazon, ORDER, ("POST", "/clock/advance", {"by": "PT5M"}))
        assert follower.sent[0]["status"] == 200
        assert (b"content-type", b"text/event-stream") in follower.sent[0]["headers"]
        kinds = [(kind, number, data["what"]) for kind, number, data in follower.heard()]
        assert kinds == [
            ("happened", 1, "placed: CREDIT_CARD"),
            ("happened", 2, "placed: CREDIT_CARD"),
            ("happened", 3, "payment settled: UNSHIPPED"),
            ("happened", 4, "payment settled: UNSHIPPED"),
        ]

    @pytest.mark.parametrize("how", [{"query": "after=1"}, {"last-event-id": "1"}])
    def test_it_goes_on_where_a_client_left(self, amazon, how):
        amazon.paid_order()
        assert [number for _, number, _ in followed(amazon, **how).heard()] == [2]

    def test_a_reset_and_a_restored_checkpoint_are_told(self, amazon):
        amazon.control("POST", "/checkpoints")
        restore = ("POST", "/checkpoints/checkpoint-1/restore", None)
        follower = followed(amazon, ORDER, restore, ORDER, ("POST", "/reset", {}))
        assert [(kind, number) for kind, number, _ in follower.heard()] == [
            ("happened", 1),
            ("rewound", 0),
            ("happened", 1),
            ("rewound", 0),
        ]

    def test_a_running_clock_is_followed_without_a_call(self):
        amazon = Amazon(wall=TestWall())
        amazon.order(pay_after="PT2M")
        amazon.control("POST", "/clock/mode", {"mode": "rate", "speed": 60})
        heard = followed(amazon, *[("GET", "/clock", None)] * 20).heard()
        assert [number for _, number, _ in heard] == [1, 2]
        assert heard[1][2]["at"] == "2026-11-23T00:02:00Z"


class TestRequests:
    def test_a_row_says_who_asked_what_and_got_what(self, amazon):
        amazon.search()
        amazon.call("GET", "/orders/2026-01-01/orders/250-0000000-0000000")
        searched, missed = amazon.control("GET", "/requests")["requests"]
        assert (searched["operation"], searched["status"], searched["quota_left"]) == (
            "searchOrders",
            200,
            19,
        )
        assert (searched["at"], searched["client"]) == (START, "tests/1")
        assert missed["reason"] == "no such order"
        assert amazon.control("GET", "/requests", after=1)["requests"] == [missed]
        assert amazon.control("GET", "/requests", status=404)["requests"] == [missed]
        assert amazon.control("GET", "/requests", operation="getOrder")["requests"] == [missed]
        assert amazon.control("GET", "/requests", limit=1)["requests"] == [searched]

    def test_bodies_are_shown_without_personal_data(self, amazon):
        """R40."""
        read_all_personal_data(amazon)
        told = amazon.send("GET", "/_sim/requests", query="bodies=all").body.decode()
        assert "[removed]" in told
        assert "trackingNumber" in told
        for secret in (*markers(amazon), "秘密", "090-1111-2222", "Atza|"):
            assert secret not in told
            assert secret.lower() not in told

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("operation=serchOrders", "'searchOrders'"),
            ("status=ok", "whole number"),
            ("bodies=some", "no bodies 'some'"),
            ("seller_id=A0", "no seller"),
            ("bodys=all", "'bodies'"),
        ],
    )
    def test_wrong_questions(self, amazon, query, words):
        answer = amazon.send("GET", "/_sim/requests", query=query)
        assert answer.status in (400, 404)
        assert words in answer.json()["error"]["message"]

    def test_only_the_last_bodies_are_kept(self, amazon, monkeypatch):
        monkeypatch.setattr("simulator.journal.MOST_WIRES", 2)
        for _ in range(4):
            amazon.search()
        rows = amazon.control("GET", "/requests", bodies="all")["requests"]
        assert ["response_body" in row for row in rows] == [False, False, True, True]


class TestHar:
    def archive(self, amazon: Amazon) -> dict:
        answer = amazon.send(
            "GET", "/_sim/requests", headers={"accept": "application/har+json, */*"}
        )
        assert answer.headers["content-type"] == "application/har+json"
        return answer.json()["log"]

    def test_it_has_the_form_of_har_1_2(self, amazon):
        order = amazon.paid_order()
        amazon.confirm(order)
        amazon.search(includedData="FULFILLMENT,BUYER")
        log = self.archive(amazon)
        assert log["version"] == "1.2"
        assert log["creator"].keys() == {"name", "version"}
        confirmed, searched = log["entries"]
        for entry in log["entries"]:
            assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= set(
                entry
            )
            assert {"method", "url", "httpVersion", "cookies", "headers", "queryString"} <= set(
                entry["request"]
            )
            assert {"status", "statusText", "content", "redirectURL", "bodySize"} <= set(
                entry["response"]
            )
        assert confirmed["request"]["postData"]["mimeType"] == "application/json"
        assert json.loads(confirmed["request"]["postData"]["text"])["marketplaceId"]
        assert confirmed["response"]["statusText"] == "No Content"
        assert searched["request"]["url"].startswith("http://127.0.0.1:8787/orders/2026-01-01/")
        names = [pair["name"] for pair in searched["request"]["queryString"]]
        assert names == ["lastUpdatedAfter", "includedData"]
        assert "orders" in json.loads(searched["response"]["content"]["text"])
        headers = {pair["name"]: pair["value"] for pair in searched["request"]["headers"]}
        assert headers["x-amz-access-token"] == "[removed]"

    def test_it_holds_no_personal_data(self, amazon):
        """R40."""
        read_all_personal_data(amazon)
        told = json.dumps(self.archive(amazon), ensure_ascii=False)
        for secret in (*markers(amazon), "秘密", "090-1111-2222", "Atza|"):
            assert secret not in told
            assert secret.lower() not in told

    def test_an_answer_that_never_came_has_status_nought(self, amazon):
        declare(amazon, operation="searchOrders", kind="lost_answer")
        with pytest.raises(Exception, match="no answer"):
            amazon.search()
        [entry] = self.archive(amazon)["entries"]
        assert entry["response"]["status"] == 0
        assert "lost_answer (fault-1)" in entry["comment"]
