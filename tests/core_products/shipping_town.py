"""Many orders whose 配送完了 was pressed at once, and what a feed's report may say of them."""

from products_town import OpenTown, ProductTown

from core.amazon.transport import Answer
from core.domain.labels import Policy, PushState
from core.domain.shipping import ShipRow

MANY = 45


def shipping(
    open_town: OpenTown, policy: Policy, number: int = MANY
) -> tuple[ProductTown, list[str]]:
    """A town with `number` paid orders whose 配送完了 was pressed in minute 6."""
    town = open_town(1, policy=policy)
    town.desk.set_stock("P00000", 500)
    orders = [town.place(0) for _ in range(number)]
    town.until(6)
    town.counted()
    rows = [ShipRow(order_id, "ヤマト運輸", tracking(order_id)) for order_id in orders]
    town.desk.ship_many(rows)
    return town, orders


def tracking(order_id: str) -> str:
    return "T" + order_id.replace("-", "")


def arrived(town: ProductTown, orders: list[str]) -> None:
    """Every order is shipped once, with our number, and confirmed."""
    assert town.states(orders) == {PushState.CONFIRMED: len(orders)}
    for order_id in orders:
        assert town.packages(order_id) == [tracking(order_id)]
        assert town.status(order_id) == "SHIPPED"


def report(*lines: tuple[int, str]) -> Answer:
    results = "".join(
        f"<Result><MessageID>{number}</MessageID><ResultCode>Error</ResultCode>"
        f"<ResultMessageCode>18028</ResultMessageCode>"
        f"<ResultDescription>{words}</ResultDescription></Result>"
        for number, words in lines
    )
    content = f"<AmazonEnvelope><ProcessingReport>{results}</ProcessingReport></AmazonEnvelope>"
    return Answer(200, {}, content.encode())


def no_feed_before(town: ProductTown, minutes: float) -> None:
    """Amazon's quota for createFeed is used up, and comes back after so many minutes."""
    with town.books.atomic(town.now):
        empty = town.books.jobs.bucket("createFeed", town.now).emptied(town.now)
        town.books.jobs.put_bucket("createFeed", empty.at_rate(1 / (minutes * 60)))
    town.books.connection.execute(
        "UPDATE quotas SET rate_per_s = ? WHERE operation = 'createFeed'", (1 / (minutes * 60),)
    )
