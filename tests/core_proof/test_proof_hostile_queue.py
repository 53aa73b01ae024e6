"""R42, R43: a queue that is down, flooded, or full of rubbish stops nothing and leaks nothing."""

from collections.abc import Callable

import msgspec
import pytest
from proof_listening import ListeningShop, Open
from proof_waits import AT_LATEST, MINUTES, SOON, findings, minutes, still_awaited, waits

from core.amazon.transport import Answer


def told(town: ListeningShop, order_id: str, **changes: object) -> str:
    """A notification about an order, in Amazon's shape."""
    change = {
        "SellerId": town.account.seller_id,
        "AmazonOrderId": order_id,
        "OrderChangeType": "OrderStatusChange",
        "OrderChangeTrigger": {"TimeOfOrderChange": "2026-11-23T00:10:00Z"},
        "Summary": {"MarketplaceId": town.account.marketplace_id, "DestinationPostalCode": "9071"},
        **changes,
    }
    body = {
        "NotificationType": "ORDER_CHANGE",
        "Payload": {"OrderChangeNotification": change},
    }
    return msgspec.json.encode(body).decode()


HOSTILE: dict[str, Callable[[ListeningShop], str]] = {
    "no JSON": lambda town: "<html>9071</html>",
    "deep": lambda town: "[" * 100_000,
    "a list": lambda town: "[1, 2]",
    "another kind": lambda town: '{"notificationType": "FEED_PROCESSING_FINISHED", "payload": 1}',
    "no payload": lambda town: '{"NotificationType": "ORDER_CHANGE"}',
    "a path": lambda town: told(town, "../../feeds/2021-06-30/feeds"),
    "an escape": lambda town: told(town, "250-0000001-0000001\x1b[2J"),
    "no instant": lambda town: told(
        town, "250-0000001-0000001", OrderChangeTrigger={"TimeOfOrderChange": "tomorrow"}
    ),
    "no such year": lambda town: told(
        town, "250-0000001-0000001", OrderChangeTrigger={"TimeOfOrderChange": "9999-01-01T00:00Z"}
    ),
    "another seller": lambda town: told(town, "250-0000001-0000001", SellerId="AOTHER"),
    "another country": lambda town: told(
        town, "250-0000001-0000001", Summary={"MarketplaceId": "ATVPDKIKX0DER"}
    ),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_r43_what_cannot_be_used_is_deleted_and_counted(
    shop: Open, body: Callable[[ListeningShop], str]
) -> None:
    town = shop()
    town.until(10.1)
    town.put(body(town))
    order_id = town.place()
    before = town.line.asked.copy()
    town.until(14)
    seen = town.seen_after(order_id)
    assert seen is not None
    assert seen - minutes(10.1) <= SOON
    assert (town.line.asked - before)["GET /orders/2026-01-01/orders"] == 1
    assert town.left() == 0
    counted = "SELECT json_extract(data, '$.unusable') FROM journal WHERE kind = 'job'"
    assert town.books.connection.execute(counted).fetchall() == [(1,)]
    assert "9071" not in "".join(town.books.connection.iterdump())


def test_r43_an_order_that_nobody_knows_is_asked_for_once_and_forgotten(shop: Open) -> None:
    town = shop()
    town.until(10.1)
    for number in range(20):
        town.put(told(town, f"250-0000001-{number:07}"))
    before = town.line.asked.copy()
    town.until(14.9)
    asked = town.line.asked - before
    assert asked["GET /orders/2026-01-01/orders"] <= 1
    singly = [count for name, count in asked.items() if "/orders/250-" in name]
    assert singly == [1] * 20
    assert still_awaited(town) == 0
    assert findings(town) == set()


def test_a_flood_keeps_nothing_else_waiting(shop: Open) -> None:
    town = shop()
    town.until(9)
    for _number in range(700):
        town.put("rubbish")
    order_id = town.place()
    town.until(17)
    seen = town.seen_after(order_id)
    assert seen is not None
    assert seen <= minutes(9) + AT_LATEST
    assert town.left() == 0


def queue_down(town: ListeningShop) -> None:
    town.line.down = True


def queue_says(status: int, content: bytes = b"") -> Callable[[ListeningShop], None]:
    def answer(town: ListeningShop) -> None:
        town.line.instead = Answer(status, {}, content)

    return answer


@pytest.mark.parametrize(
    ("failure", "waits_for"),
    [
        (queue_down, "通知キューの復旧"),
        (queue_says(500), "通知キューの復旧"),
        (queue_says(400, b'{"__type": "com.amazonaws.sqs#QueueDoesNotExist"}'), "通知キューの復旧"),
        (queue_says(403), "通知キューの認証"),
        (queue_says(200, b"<html>"), "読み取れる通知"),
        (queue_says(200, b'{"Messages": [{"Body": 1}]}'), "読み取れる通知"),
    ],
)
def test_r42_a_queue_that_is_down_stops_nothing(
    shop: Open, failure: Callable[[ListeningShop], None], waits_for: str
) -> None:
    town = shop()
    failure(town)
    waited = waits(town)
    assert len(waited) == len(MINUTES)
    assert max(waited) <= AT_LATEST
    assert town.job("listen")["waits_for"] == waits_for
    assert town.line.asked["ReceiveMessage"] < 20, "no storm"
    assert findings(town) == set(), "nothing else is held, and nobody is sent away to authorise"
    town.line.down, town.line.instead = False, None
    town.until(80.1)
    order_id = town.place()
    town.until(90)
    seen = town.seen_after(order_id)
    assert seen is not None
    assert seen - minutes(80.1) <= SOON
    assert town.left() == 0


def test_r43_an_order_that_cannot_be_read_singly_is_set_aside_and_comes_later(shop: Open) -> None:
    town = shop()
    town.until(10.1)
    town.few_searches(1)
    order_id = town.place()
    town.fault(operation="getOrder", kind="malformed", when={"nth": 1})
    town.until(13)
    assert {finding.subject for finding in town.views.findings()} == {order_id}
    assert town.seen_after(order_id) is None
    town.until(25)
    assert town.seen_after(order_id) is not None
    assert findings(town) == set()
    assert still_awaited(town) == 0
