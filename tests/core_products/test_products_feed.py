"""R12, R16: more than 40 changes go in one feed, which is followed to the last line."""

from collections import Counter

import msgspec
from products_town import OpenTown, ProductTown, code, sku

from core.amazon.transport import Answer
from core.domain.labels import DataLink, Policy, Posting, PushState
from core.views.product_rows import ProductRow

MANY = 60


def many(open_town: OpenTown, policy: Policy, number: int = MANY) -> ProductTown:
    """A town whose first sending is over and counted."""
    town = open_town(number, policy=policy)
    town.until(59)
    town.counted()
    return town


def rows(town: ProductTown) -> list[ProductRow]:
    return list(town.views.products())


def change_all(town: ProductTown, quantity: int = 4) -> None:
    for row in rows(town):
        town.desk.set_stock(row.code, quantity)


def test_r12_many_changes_take_three_calls_to_send(open_town: OpenTown) -> None:
    for policy in Policy:
        town = many(open_town, policy)
        change_all(town)
        town.until(61)
        counts = town.counted()
        assert counts["createFeedDocument"] == counts["uploadFeed"] == counts["createFeed"] == 1
        assert counts["patchListingsItem"] == 0
        assert counts["searchListingsItems"] == (3 if policy is Policy.SAFE else 0)
        town.until(95)
        counts = town.counted()
        assert counts["searchListingsItems"] == 3
        assert counts["getListingsItem"] == 0
        assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
        assert {town.quantity(number) for number in range(MANY)} == {4}


def test_r12_up_to_forty_changes_go_one_by_one(open_town: OpenTown) -> None:
    town = many(open_town, Policy.SAFE)
    for number in range(40):
        town.desk.set_stock(code(number), 4)
    town.until(62)
    counts = town.counted()
    assert counts["patchListingsItem"] == 40
    assert counts["createFeed"] == 0
    town.until(95)
    assert {town.quantity(number) for number in range(40)} == {4}
    assert town.product(0).push_state is PushState.CONFIRMED


def test_r12_what_did_not_change_stays_out_of_the_feed(open_town: OpenTown) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    town.desk.set_stock(code(7), 10)
    town.until(61)
    (content,) = town.line.bodies["uploadFeed"][-1:]
    assert sku(7).encode() not in content
    assert sku(8).encode() in content


def report(*lines: tuple[int, str]) -> Answer:
    issues = [
        {"messageId": number, "code": "90220", "severity": "ERROR", "message": words}
        for number, words in lines
    ]
    body = {"header": {}, "issues": [*issues, {"messageId": 9, "severity": "WARNING"}]}
    return Answer(200, {}, msgspec.json.encode(body))


def test_r16_a_refused_line_is_reported_with_amazons_words_and_sent_again(
    open_town: OpenTown,
) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    town.line.instead["downloadFeedReport"] = [report((3, "no price"), (3, "no brand"))]
    town.until(80)
    refused = town.product(2)
    assert refused.push_state is PushState.REFUSED
    assert refused.push_note == "90220 no price / 90220 no brand"
    assert town.findings(sku(2)) == {"LISTING_REFUSED"}
    town.until(118)
    assert Counter(row.push_state for row in rows(town)) == {
        PushState.CONFIRMED: MANY - 1,
        PushState.REFUSED: 1,
    }
    town.until(150)
    assert town.product(2).push_state is PushState.CONFIRMED
    assert town.findings(sku(2)) == set()


def test_r16_a_report_about_the_feed_itself_refuses_nobody(open_town: OpenTown) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    town.line.instead["downloadFeedReport"] = [report((0, "unreadable"))]
    town.until(80)
    assert town.findings("push_listings") == {"LISTING_REFUSED"}
    assert {row.push_state for row in rows(town)} == {PushState.UNKNOWN}
    town.until(160)
    assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
    assert town.findings("push_listings") == set()


def test_r16_a_feed_that_ends_fatal_is_looked_at_and_sent_again(open_town: OpenTown) -> None:
    for policy in Policy:
        town = many(open_town, policy)
        change_all(town)
        fatal = {"feedId": "1", "processingStatus": "FATAL"}
        town.line.instead["getFeed"] = [Answer(200, {}, msgspec.json.encode(fatal))]
        town.until(70)
        assert {row.push_state for row in rows(town)} == {PushState.UNKNOWN}
        assert town.findings("push_listings") == {"LISTING_REFUSED"}
        town.until(160)
        assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
        assert {town.quantity(number) for number in range(MANY)} == {4}


def test_r16_a_feed_that_is_not_over_for_hours_is_reported(open_town: OpenTown) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    busy = {"feedId": "1", "processingStatus": "IN_QUEUE"}
    town.line.instead["getFeed"] = [Answer(200, {}, msgspec.json.encode(busy))] * 40
    town.until(150)
    assert town.findings("push_listings") == {"LISTING_UNCONFIRMED"}


def test_r42_a_lost_answer_of_create_feed_is_looked_at_before_anything_goes_again(
    open_town: OpenTown,
) -> None:
    for policy in Policy:
        town = many(open_town, policy)
        change_all(town)
        town.line.lose["createFeed"] = 1
        town.until(60)
        assert {row.push_state for row in rows(town)} == {PushState.UNKNOWN}
        town.counted()
        town.until(61)
        assert town.counted()["searchListingsItems"] == 3
        town.until(110)
        assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
        assert {town.quantity(number) for number in range(MANY)} == {4}


def test_r42_killed_while_a_feed_is_created_everything_still_arrives(open_town: OpenTown) -> None:
    for operation in ("createFeedDocument", "uploadFeed", "createFeed"):
        town = many(open_town, Policy.DOCUMENTED)
        change_all(town)
        town.line.kill[operation] = 1
        town.until_killed(61)
        town.until(110)
        assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
        assert {town.quantity(number) for number in range(MANY)} == {4}


def test_r42_an_outage_before_the_feed_leaves_all_waiting(open_town: OpenTown) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    town.line.cut["uploadFeed"] = 1
    town.until(60)
    assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
    (job,) = [job for job in town.views.jobs() if job.name == "push_listings"]
    assert job.backlog == MANY
    town.until(110)
    assert {town.quantity(number) for number in range(MANY)} == {4}


def test_r13_a_figure_that_moves_while_the_feed_runs_goes_with_the_next_run(
    open_town: OpenTown,
) -> None:
    town = many(open_town, Policy.DOCUMENTED)
    change_all(town)
    town.until(61)
    town.desk.set_stock(code(0), 1)
    town.until(110)
    assert town.quantity(0) == 4
    town.until(150)
    assert town.quantity(0) == 1


def test_r10_a_feed_registers_offers_and_deletes(open_town: OpenTown) -> None:
    town = many(open_town, Policy.SAFE, number=45)
    for number in range(45):
        town.desk.set_switches(code(number), DataLink.ON, Posting.OFF, confirmed=True)
    town.until(100)
    assert {town.listing(sku(number)) for number in range(45)} == {None}
    assert {row.deleted for row in rows(town)} == {True}
    for number in range(45):
        town.desk.set_switches(code(number), DataLink.ON, Posting.ON)
    town.until(160)
    assert {town.quantity(number) for number in range(45)} == {10}
    assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}


def test_r14_an_fba_sku_among_many_is_paused_and_the_others_go(open_town: OpenTown) -> None:
    town = many(open_town, Policy.SAFE)
    town.edit(5, fulfilled_by="AMAZON")
    change_all(town)
    town.until(95)
    assert town.findings(sku(5)) == {"FBA_PAUSED"}
    assert town.product(5).fba
    assert {town.quantity(number) for number in range(MANY) if number != 5} == {4}


def test_r43_one_unreadable_listing_among_many_holds_up_no_other(open_town: OpenTown) -> None:
    """Half an emoji in one, a wrong type in another: the rest of the search is used."""
    town = many(open_town, Policy.SAFE, number=45)
    change_all(town)
    whole = {
        "items": [
            {"sku": sku(n), "fulfillmentAvailability": [{"fulfillmentChannelCode": "DEFAULT"}]}
            for n in range(20)
        ]
    }
    content = msgspec.json.encode(whole).replace(b'"SKU-00003",', b'"SKU-00003","summaries":1,')
    content = content.replace(b'"SKU-00004",', b'"SKU-00004","title":"\\ud83c",')
    town.line.instead["searchListingsItems"] = [Answer(200, {}, content)]
    town.until(61)
    assert town.counted()["getListingsItem"] == 1, "only the unreadable one is asked for singly"
    town.until(110)
    assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}


def test_r16_an_answer_that_cannot_be_read_confirms_nothing(open_town: OpenTown) -> None:
    town = open_town(2, policy=Policy.DOCUMENTED)
    town.until(59)
    for number in range(2):
        town.desk.set_switches(code(number), DataLink.ON, Posting.OFF, confirmed=True)
    town.control("PATCH", "/_sim/behaviours", listing_visible_after="PT40M")
    town.until(70)
    town.line.instead["searchListingsItems"] = [
        Answer(200, {}, b"{"),
        Answer(400, {}, b'{"errors":[{"code":"InvalidInput","message":"no"}]}'),
    ]
    town.until(95)
    assert {row.push_state for row in rows(town)} == {PushState.ACCEPTED}
    town.until(125)
    assert {row.push_state for row in rows(town)} == {PushState.CONFIRMED}
    assert {row.deleted for row in rows(town)} == {True}
