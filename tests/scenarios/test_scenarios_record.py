"""What was done by hand becomes a scenario that comes to the same end, byte for byte."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scenario_texts import case_text

from core import Books, Desk
from core.csv import read_products
from core.domain.labels import CancelReason, DataLink, Policy, Posting
from scenarios.demo import demo_setup, open_demo
from scenarios.imports import note_products
from scenarios.journal_text import journal_text
from scenarios.language.loader import loads
from scenarios.language.words import FILE_CHARS_MAX
from scenarios.live import LiveWorld
from scenarios.runner import Outcome, play, setup_of
from scenarios.script import save, script, unsaid
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

LONG_S = 60
TEA = "TEA-UJI-100"


def end_of(text: str) -> str:
    """The journal after the scenario `text` was played."""

    async def run() -> str:
        case = loads(text, "recorded.yaml")
        world = await World.open(setup_of(case, case.policies[0]))
        try:
            async for result in play(case, case.policies[0], world):
                assert result.outcome is not Outcome.FAILED, (result.line, result.actual)
            return journal_text(world.views)
        finally:
            await world.close()

    return asyncio.run(run())


async def told(world: World) -> tuple[str, str]:
    """The scenario, and the journal that it has to come to."""
    return script(world, "recorded", "手で試したこと"), journal_text(world.views)


def test_an_afternoon_in_the_dashboard_comes_to_the_same_end(tmp_path: Path) -> None:
    """Steps, keys pressed in another process, a rewind, and another way from there."""
    live = LiveWorld(demo_setup(tmp_path / "books.db"))
    live.start()
    books = Books.open(live.books_path)
    desk = Desk(books, lambda: live.state().now)

    async def place(world: World) -> str:
        return (await world.amazon.place_order({TEA: 2}, "COD")).order_id

    async def look_at_seller_central(world: World) -> object:
        await world.amazon.request_cancel(kept, "まちがえました")
        return await world.amazon.edit_listing(TEA, quantity=4)

    try:
        live.submit(open_demo).result(LONG_S)
        live.step().result(LONG_S)
        gone = live.submit(place).result(LONG_S)
        live.go_to(live.state().now + timedelta(minutes=20)).result(LONG_S)
        desk.ship(gone, "ヤマト運輸", "1111-2222")
        live.rewind(live.state().now - timedelta(minutes=20)).result(LONG_S)
        kept = live.submit(place).result(LONG_S)
        live.go_to(live.state().now + timedelta(minutes=33)).result(LONG_S)
        desk.set_stock(TEA.lower(), 7)
        desk.cancel(kept, CancelReason.PRICE)
        live.submit(look_at_seller_central).result(LONG_S)
        desk.take_back(kept)
        desk.set_switches(TEA.lower(), DataLink.OFF, Posting.OFF)
        for _step in range(5):
            live.step().result(LONG_S)
        text, journal = live.submit(told).result(LONG_S)
    finally:
        books.close()
        live.stop()
    assert end_of(text) == journal


def test_a_world_of_a_case_names_its_goods() -> None:
    setup = WorldSetup(
        policy=Policy.SAFE,
        seed=9,
        recorded=True,
        products=(ProductSetup("tea", "煎茶: 100g", 5, 980, "TEA", "B0RENKEI01"),),
        listings=(ListingSetup("TEA", "B0RENKEI01", 3, 980, title="煎茶"),),
    )

    async def run() -> tuple[str, str]:
        world = await World.open(setup)
        try:
            await world.advance(timedelta(minutes=7, microseconds=250))
            order = await world.amazon.place_order({"TEA": 1}, "CONVENIENCE_STORE", pay_after=None)
            await world.advance(timedelta(minutes=8))
            await world.amazon.pay(order.order_id)
            world.desk.set_reserve(1)
            await world.advance(timedelta(hours=2))
            return await told(world)
        finally:
            await world.close()

    text, journal = asyncio.run(run())
    assert "policy: safe\nseed: 9\n" in text
    assert end_of(text) == journal


def test_what_was_done_in_the_words_of_the_script_keeps_them() -> None:
    """Names, expectations, and acts that are more than one row in the journal."""
    text = case_text(
        "  - buyers_order: {group: F, orders: 3, over: PT1H, items: {TEA: 1}}\n"
        "  - expect: {within: PT10M, every: {F: {処理可否: 未処理}}}\n"
        "  - shop_ships_all: {group: F, shipped: 3}\n"
        "  - fault: {name: outage, kind: status, status: 503}\n"
    )

    async def run() -> tuple[str, str]:
        case = loads(text, "x.yaml")
        world = await World.open(replace(setup_of(case, Policy.SAFE), recorded=True))
        try:
            assert [result.outcome async for result in play(case, Policy.SAFE, world)]
            return await told(world)
        finally:
            await world.close()

    recorded, journal = asyncio.run(run())
    for line in (
        "buyers_order: {group: F, orders: 3, over: PT1H, items: {TEA: 1}}",
        "expect: {every: {F: {処理可否: 未処理}}, within: PT10M}",
        "shop_ships_all: {group: F, shipped: 3}",
        "fault: {name: outage, kind: status, status: 503}",
    ):
        assert line in recorded
    assert end_of(recorded) == journal


def test_a_file_that_is_there_is_not_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    save("id: a\n", file)
    with pytest.raises(FileExistsError):
        save("id: b\n", file)
    assert file.read_text(encoding="utf-8") == "id: a\n"
    save("id: b\n", file, overwrite=True)
    assert file.read_text(encoding="utf-8") == "id: b\n"


def test_what_has_no_verb_stands_there_as_a_comment() -> None:
    async def run() -> str:
        world = await World.open(WorldSetup(recorded=True))
        try:
            world.desk.set_preparing(timedelta(hours=1), timedelta(hours=2))
            return script(world, "recorded", "設定だけ")
        finally:
            await world.close()

    assert "  # 2026-11-23 09:00 " in asyncio.run(run())


def test_a_look_at_a_buyer_is_nothing_to_be_repeated() -> None:
    async def run() -> str:
        world = await World.open(WorldSetup(recorded=True))
        try:
            world.desk.note_buyer_shown("249-1438926-1138176")
            world.desk.note_buyers_searched(3, 1)
            return script(world, "recorded", "見ただけ")
        finally:
            await world.close()

    text = asyncio.run(run())
    assert unsaid(text) == 0
    assert "個人情報" not in text


def test_a_file_of_products_and_the_start_of_the_link_by_hand_come_again() -> None:
    """R11, R02, R04: the journal has figures alone, so the file is kept, until a rewind."""
    tea = "独自商品コード,商品名,在庫数,価格\ntea,煎茶 100g,7,1280\n"

    async def take_in(world: World, text: str) -> None:
        data = text.encode("cp932")
        assert world.desk.import_products(read_products(data)).added == 1
        await note_products(world, data, skip_bad_rows=False, confirmed=False)

    async def run() -> tuple[str, str]:
        world = await World.open(WorldSetup(recorded=True, linked=False))
        try:
            mark = await world.checkpoint()
            await take_in(world, tea.replace("tea", "gone"))
            await world.restore(mark)
            await world.advance(timedelta(minutes=1))
            await take_in(world, tea)
            world.desk.start_link(timedelta(minutes=30))
            await world.advance(timedelta(minutes=40))
            world.desk.stop_link()
            world.desk.start_link(authorised_at=world.now)
            await world.advance(timedelta(minutes=10))
            return await told(world)
        finally:
            await world.close()

    text, journal = asyncio.run(run())
    assert unsaid(text) == 0
    assert "gone" not in text
    assert "shop_starts_link: {ready_after: PT30M, consented: false}" in text
    assert "shop_starts_link: {}" in text
    assert end_of(text) == journal


def test_a_file_too_long_for_a_scenario_stays_a_comment() -> None:
    async def run() -> str:
        world = await World.open(WorldSetup(recorded=True))
        try:
            row = "独自商品コード,商品名,在庫数,価格\ntea,煎茶 100g,7,1280\n"
            data = row.encode() + b"\n" * FILE_CHARS_MAX
            assert world.desk.import_products(read_products(data)).added == 1
            await note_products(world, data, skip_bad_rows=False, confirmed=False)
            return script(world, "recorded", "長いファイル")
        finally:
            await world.close()

    assert unsaid(asyncio.run(run())) == 1
