"""What a living world keeps of its line: every call, nobody's name, and the way back."""

from datetime import timedelta

import msgspec

from core import Books, Views
from core.amazon.exchanges import Exchanges
from scenarios.live import LiveWorld
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

SETUP = WorldSetup(
    products=(ProductSetup("tea", "煎茶", 500, 1280, "TEA", "B0RENKEI01"),),
    listings=(ListingSetup("TEA", "B0RENKEI01", 500, 1280, title="煎茶"),),
    buyers=True,
)


async def _shop_day(world: World) -> None:
    order = await world.amazon.place_order({"TEA": 1})
    await world.advance(timedelta(minutes=40))
    world.desk.ship(order.order_id, "ヤマト運輸", "4012-0001")
    await world.advance(timedelta(minutes=40))


def _calls(views: Views) -> list[tuple[str, dict[str, object]]]:
    lines = [line for line in views.journal(limit=100_000) if line.kind == "call"]
    return [(line.order_id, msgspec.json.decode(line.data)) for line in lines]


def test_r40_every_call_of_the_journal_is_there_and_none_names_a_person() -> None:
    live = LiveWorld(SETUP)
    live.start()
    try:
        live.submit(_shop_day).result()
        calls, people = live.submit(_calls_and_people).result()
        assert len(people) >= 3
        found = [live.exchanges.find(str(call["request_id"]), live.state().now) for call in calls]
        assert None not in found
        assert [each.status for each in found if each] == [call["status"] for call in calls]
        everything = "".join(map(repr, found))
        assert '"deliveryAddress"' in everything, "there is what to leak"
        assert [name for name in people if name in everything] == []
    finally:
        live.stop()


async def _calls_and_people(world: World) -> tuple[list[dict[str, object]], list[str]]:
    calls = _calls(world.views)
    (order_id,) = {order_id for order_id, _ in calls if order_id}
    buyer = world.views.buyer(order_id, world.now)
    assert buyer is not None
    person = buyer.person
    parts = (person.name, person.email, person.line1, person.phone, person.postal_code)
    return [call for _, call in calls], [part for part in parts if part]


def test_calls_that_a_rewind_undoes_are_gone() -> None:
    live = LiveWorld(SETUP)
    live.start()
    try:
        live.submit(_shop_day).result()
        books = Books.open(live.books_path)
        undone = [str(call["request_id"]) for _, call in _calls(Views(books))]
        live.rewind().result()
        left = [str(call["request_id"]) for _, call in _calls(Views(books))]
        books.close()
        assert len(left) < len(undone)
        gone = set(undone) - set(left)
        assert all(_has(live.exchanges, each, live) for each in left)
        assert not any(_has(live.exchanges, each, live) for each in gone)
    finally:
        live.stop()


def _has(exchanges: Exchanges, request_id: str, live: LiveWorld) -> bool:
    return exchanges.find(request_id, live.state().now) is not None
