"""Orders as Amazon itself holds them."""

from scenarios.amazon_facts import AmazonOrder
from scenarios.language.expectations import AmazonOrderExpectation, AmazonStatus
from scenarios.language.mistakes import listed
from scenarios.play.cast import Cast
from scenarios.play.check import Check, check, shown
from scenarios.said import say
from scenarios.world import World

Wanted = AmazonStatus | AmazonOrderExpectation


def look_at_amazons_order(name: str, wanted: Wanted, order: AmazonOrder) -> tuple[Check, ...]:
    """Every part of `wanted`."""
    side = say("Amazonの注文{name}", name=name)
    if not isinstance(wanted, AmazonOrderExpectation):
        wanted = AmazonOrderExpectation(status=wanted)
    numbers = listed(package.tracking for package in order.packages)
    looked_at: tuple[tuple[str, object, object], ...] = (
        ("状態", wanted.status, order.status),
        ("出荷数", wanted.packages, len(order.packages)),
        ("追跡番号", wanted.tracking, numbers),
    )
    return tuple(
        check(say("{side} の{label}", side=side, label=label), expected, actual)
        for label, expected, actual in looked_at
        if expected is not None
    )


async def look_at_amazons_group(
    group: str, wanted: Wanted, world: World, cast: Cast
) -> tuple[Check, ...]:
    """Every order of a group: how many are as wanted, and the first that is not."""
    there = {order.order_id: order for order in await world.amazon.orders()}
    names = cast.group(group)
    right = 0
    wrong: tuple[Check, ...] = ()
    for name in names:
        checks = look_at_amazons_order(name, wanted, there[cast.order_id(name)])
        if all(check.holds for check in checks):
            right += 1
        elif not wrong:
            wrong = tuple(check for check in checks if not check.holds)
    what = say("Amazonの {group} の注文のうち期待どおりの件数", group=group)
    return (Check(what, shown(len(names)), shown(right), right == len(names) > 0), *wrong)
