"""R12 to R17 against the fake: stock and price go to Amazon once an hour, and never too far."""

from core_facts import CUP, TEA
from core_world import FBA, UNLINKED, Town

from core.domain.labels import DataLink, Policy, Posting, PushState


def test_r12_stock_and_price_go_out_once_an_hour(town: Town) -> None:
    town.until(10)
    town.desk.set_stock("P1", 7)
    town.desk.set_price("P1", 3_100)
    town.until(59)
    assert town.on_offer(TEA) == {"DEFAULT": 10}
    town.until(66)
    assert town.on_offer(TEA) == {"DEFAULT": 7}
    town.until(90)
    assert town.product(TEA).push_state is PushState.CONFIRMED
    assert town.product(TEA).pushed_price_yen == 3_100


def test_r12_what_did_not_change_is_not_sent_again(town: Town) -> None:
    town.until(200)
    patches = [at for at, operation, _ in town.calls() if operation == "patchListingsItem"]
    assert len(patches) == 2
    assert town.views.jobs()[-1].backlog == 0


def test_r13_an_edit_at_amazon_survives_until_the_shops_own_figure_moves(town: Town) -> None:
    town.until(30)
    town.edit(TEA, quantity=3)
    town.until(200)
    assert town.on_offer(TEA) == {"DEFAULT": 3}
    town.desk.set_stock("P1", 9)
    town.until(250)
    assert town.on_offer(TEA) == {"DEFAULT": 9}


def test_r13_an_order_moves_the_shops_figure_and_overwrites_the_edit(town: Town) -> None:
    town.until(30)
    town.edit(TEA, quantity=3)
    town.place()
    assert town.on_offer(TEA) == {"DEFAULT": 2}
    town.until(70)
    assert town.on_offer(TEA) == {"DEFAULT": 9}


def test_r14_an_fba_sku_is_paused_before_the_first_figure_leaves(town: Town) -> None:
    town.desk.link("P4", FBA, "B0RK00000A")
    town.until(130)
    assert town.on_offer(FBA) == {"AMAZON_JP": 10}
    assert town.product(FBA).fba
    assert town.findings(FBA) == {"FBA_PAUSED"}
    town.place(FBA)
    town.until(140)
    assert town.stock(FBA) == 10


def test_r14_documented_can_be_forced_and_does_the_damage(documented: Town) -> None:
    documented.desk.link("P4", FBA, "B0RK00000A", force=True)
    documented.until(130)
    assert documented.on_offer(FBA) == {"AMAZON_JP": 10, "DEFAULT": 10}


def test_r14_safe_cannot_be_forced(safe: Town) -> None:
    safe.desk.link("P4", FBA, "B0RK00000A", force=True)
    safe.until(130)
    assert safe.on_offer(FBA) == {"AMAZON_JP": 10}
    assert safe.findings(FBA) == {"FBA_PAUSED"}


def test_r14_safe_a_sku_that_turns_fba_is_paused_at_the_next_change(safe: Town) -> None:
    safe.until(30)
    safe.edit(TEA, fulfilled_by="AMAZON")
    before = safe.on_offer(TEA)
    safe.desk.set_stock("P1", 4)
    safe.until(70)
    assert safe.on_offer(TEA) == before
    assert safe.findings(TEA) == {"FBA_PAUSED"}


def test_r15_a_negative_stock_goes_out_as_nought_and_is_reported(town: Town) -> None:
    town.until(10)
    town.place(quantity=12, oversell=True)
    town.until(70)
    assert town.stock() == -2
    assert town.on_offer(TEA) == {"DEFAULT": 0}
    assert town.findings(TEA) == {"STOCK_NEGATIVE"}
    town.desk.set_stock("P1", 5)
    town.until(130)
    assert town.on_offer(TEA) == {"DEFAULT": 5}
    assert town.findings(TEA) == set()


def test_r16_a_sku_without_a_listing_waits_until_there_is_one(town: Town) -> None:
    town.desk.link("P3", "NEW-SKU", "B0RK000099")
    town.until(70)
    assert town.findings("NEW-SKU") == {"LISTING_MISSING"}
    town.offer("NEW-SKU", "B0RK000099")
    town.until(130)
    assert town.on_offer("NEW-SKU") == {"DEFAULT": 10}
    assert town.findings("NEW-SKU") == set()


def test_r10_unlinking_stops_the_sending_and_leaves_the_listing(town: Town) -> None:
    town.until(10)
    town.desk.unlink("P1")
    town.desk.set_stock("P1", 1)
    town.until(130)
    assert town.on_offer(TEA) == {"DEFAULT": 10}
    assert town.on_offer(UNLINKED) == {"DEFAULT": 10}


def test_r14_the_finding_goes_with_the_link(town: Town) -> None:
    town.desk.link("P4", FBA, "B0RK00000A")
    town.until(10)
    assert town.findings(FBA) == {"FBA_PAUSED"}
    town.desk.unlink("P4")
    assert town.findings(FBA) == set()
    town.desk.set_switches("P4", DataLink.ON, Posting.ON)
    town.until(70)
    assert town.findings(FBA) == {"FBA_PAUSED"}
    assert town.on_offer(FBA) == {"AMAZON_JP": 10}
    town.desk.clear_link("P4")
    assert town.findings(FBA) == set()


def test_r17_the_reserve_is_kept_back_under_safe_alone(town: Town) -> None:
    town.desk.set_reserve(4)
    town.desk.set_stock("P2", 3)
    town.until(70)
    safe = town.policy is Policy.SAFE
    assert town.on_offer(TEA) == {"DEFAULT": 6 if safe else 10}
    assert town.on_offer(CUP) == {"DEFAULT": 0 if safe else 3}
    (job,) = [job for job in town.views.jobs() if job.name == "push_listings"]
    assert job.backlog == 0
