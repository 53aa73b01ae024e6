"""Looking at the world for what an `expect` block asks: every part gives its checks."""

from collections import Counter
from collections.abc import Iterator, Mapping

from scenarios.amazon_facts import AmazonListing
from scenarios.control_line import AmazonSideRefused
from scenarios.language.expectations import (
    AmazonExpectation,
    Bounds,
    Expect,
    JobExpectation,
    ListingExpectation,
    ProductExpectation,
)
from scenarios.play.cast import Cast
from scenarios.play.check import Check, check
from scenarios.play.look_amazon import look_at_amazons_group, look_at_amazons_order
from scenarios.play.look_link import look_at_link
from scenarios.play.look_order import look_at_group, look_at_order
from scenarios.play.tallies import findings_check, moved, moves_check
from scenarios.said import Said, say
from scenarios.world import World

_NOT_FOUND = 404


async def look(expect: Expect, world: World) -> tuple[Check, ...]:
    """Everything that `expect` names, as it is at this instant."""
    cast = world.cast
    checks: list[Check] = []
    for name, order in expect.orders.items():
        checks.extend(look_at_order(name, order, world, cast))
    for group, wanted in expect.every.items():
        checks.extend(look_at_group(group, wanted, world, cast))
    checks.extend(_products(expect, world))
    for sku, moves in expect.ledger.items():
        actual = moved(world.views.ledger(sku=sku))
        checks.append(moves_check(say("{sku} の在庫台帳", sku=sku), moves, actual))
    for sku, names in expect.findings.items():
        what = say("{sku} のお知らせ", sku=sku)
        checks.append(findings_check(what, names, world.views.findings(sku)))
    for label, job in expect.jobs.items():
        checks.extend(_job(label, job, world))
    if expect.amazon:
        checks.extend(await _amazon(expect.amazon, world, cast))
    if expect.link:
        checks.extend(look_at_link(expect.link, world))
    if expect.calls or expect.failed_calls:
        made, failed = await cast.calls()
        checks.extend(_calls(say("呼び出し回数"), expect.calls, made))
        checks.extend(_calls(say("失敗した呼び出しの回数"), expect.failed_calls, failed))
    return tuple(checks)


def _products(expect: Expect, world: World) -> Iterator[Check]:
    if not expect.stock and not expect.products:
        return
    rows = {row.code: row for row in world.views.products()}
    wanted = {code: ProductExpectation(stock=stock) for code, stock in expect.stock.items()}
    for code, product in [*wanted.items(), *expect.products.items()]:
        row = rows.get(code)
        if row is None:
            yield Check(say("商品 {code}", code=code), say("ある"), say("ない"), holds=False)
            continue
        if product.stock is not None:
            yield check(say("{code} の在庫数", code=code), product.stock, row.stock)
        if product.price is not None:
            yield check(say("{code} の価格", code=code), product.price, row.price_yen)
        if product.push_state is not None:
            state = "なし" if row.push_state is None else row.push_state.value
            yield check(say("{code} の送信状態", code=code), str(product.push_state), state)
        if product.linked is not None:
            yield check(say("{code} の連携", code=code), product.linked, row.linked)


def _job(label: str, job: JobExpectation, world: World) -> Iterator[Check]:
    row = next((row for row in world.views.jobs() if row.label == label), None)
    if row is None:
        yield Check(say("{job}", job=label), say("ある"), say("ない"), holds=False)
        return
    if job.backlog is not None:
        yield check(say("{job} の残り", job=label), job.backlog, row.backlog)
    if job.result is not None:
        yield check(say("{job} の結果", job=label), job.result, row.last_result)
    if job.waits_for is not None:
        yield check(say("{job} が待つもの", job=label), job.waits_for, row.waits_for)


async def _amazon(expected: AmazonExpectation, world: World, cast: Cast) -> list[Check]:
    checks: list[Check] = []
    for name, wanted in expected.orders.items():
        order = await world.amazon.order(cast.order_id(name))
        checks.extend(look_at_amazons_order(name, wanted, order))
    for group, wanted in expected.every.items():
        checks.extend(await look_at_amazons_group(group, wanted, world, cast))
    for sku, offer in expected.listings.items():
        checks.extend(_listing(sku, offer, await _offer(sku, world)))
    return checks


async def _offer(sku: str, world: World) -> AmazonListing | None:
    try:
        return await world.amazon.listing(sku)
    except AmazonSideRefused as refusal:
        if refusal.status != _NOT_FOUND:
            raise
        return None


def _listing(
    sku: str, wanted: str | int | ListingExpectation, listing: AmazonListing | None
) -> Iterator[Check]:
    if listing is None or isinstance(wanted, str):
        there = say("なし") if listing is None else say("ある")
        expected = say("なし") if isinstance(wanted, str) else say("ある")
        yield Check(say("Amazonの {sku} の出品", sku=sku), expected, there, there == expected)
        return
    if isinstance(wanted, int):
        wanted = ListingExpectation(quantity=wanted)
    if wanted.quantity is not None:
        what = say("Amazonの {sku} の数量", sku=listing.sku)
        yield check(what, wanted.quantity, listing.own_quantity)
    if wanted.price is not None:
        yield check(say("Amazonの {sku} の価格", sku=listing.sku), wanted.price, listing.price)


def _calls(
    title: Said, expected: Mapping[str, int | Bounds], made: Counter[str]
) -> Iterator[Check]:
    for operation, wanted in expected.items():
        count = made[operation]
        what = say("{operation} の{title}", operation=operation, title=title)
        if not isinstance(wanted, Bounds):
            yield check(what, wanted, count)
            continue
        low, high = wanted.at_least or 0, wanted.at_most
        holds = low <= count and (high is None or count <= high)
        yield Check(what, _bounds(low, high), say("{count}", count=count), holds)


def _bounds(low: int, high: int | None) -> Said:
    if high is None:
        return say("{low}以上", low=low)
    return say("{low}から{high}", low=low, high=high)
