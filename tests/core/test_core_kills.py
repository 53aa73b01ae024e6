"""R42: killed anywhere, the engine ends the day with the same books, and nothing is sent twice.

The knife strikes at every call to Amazon, before it gets there and after it was done, and at every
commit; then another engine takes over on the same books.
"""

from datetime import datetime, timedelta
from functools import cache
from itertools import count

import pytest
from core_busy_day import PATIENT_PLAN, Ending, lived
from core_facts import START
from core_knife import BrittleBooks, Killed, Knife, Struck

from core.amazon import orders
from core.books.jobs import Cursor
from core.domain.labels import Policy, PushKind, PushState
from core.errors import Refused
from core.sync import engine, pull_orders, push_outcomes
from core.sync.pull_orders import OVERLAP, PullOrders
from core.sync.work import Work

SAFE_SAMPLE = 9
"""Under `safe` the short run strikes at every so many; the long one at all."""

REPORT_SAMPLE = 3
KNOWN_FROM_CALL = 10
"""By then the shop knows the orders that it decides on while the engine is away."""

POLICIES = pytest.mark.parametrize("policy", list(Policy))
STRUCK = pytest.mark.parametrize("struck", ["before", "after"])


@cache
def undisturbed(policy: Policy) -> Ending:
    """The day as nobody disturbs it."""
    return lived(policy)


def differences(calm: Ending, ending: Ending) -> dict[str, object]:
    """What stands in one and not in the other."""
    found: dict[str, object] = {
        name: (sorted(set(rows) ^ set(ending.books[name]), key=str))
        for name, rows in calm.books.items()
        if rows != ending.books[name]
    }
    if calm.amazon != ending.amazon:
        found["amazon"] = {
            order_id: (held, ending.amazon.get(order_id))
            for order_id, held in calm.amazon.items()
            if held != ending.amazon.get(order_id)
        }
    return found


def struck_at(policy: Policy, struck: Struck, calls: range) -> dict[str, object]:
    """What differed, by the call at which the knife struck."""
    calm, found = undisturbed(policy), dict[str, object]()
    for number in calls:
        ending = lived(policy, knife=Knife(number, struck))
        assert ending.deaths == 1
        if differs := differences(calm, ending):
            found[f"{number} {calm.calls[number - 1]}"] = differs
    return found


def failed_at(policy: Policy, steps: range) -> dict[str, object]:
    """What differed, by the step whose commit failed."""
    calm, found = undisturbed(policy), dict[str, object]()
    for number in steps:
        ending = lived(policy, fails_at=number)
        assert ending.deaths == 1
        if differs := differences(calm, ending):
            found[f"step {number}"] = differs
    return found


def calls_of(policy: Policy, every: int = 1) -> range:
    return range(1, len(undisturbed(policy).calls) + 1, every)


def steps_of(policy: Policy, every: int = 1) -> range:
    return range(1, undisturbed(policy).steps + 1, every)


@POLICIES
def test_the_day_is_busy_enough_to_prove_anything(policy: Policy) -> None:
    calm = undisturbed(policy)
    states = {(row[2], row[3]) for row in calm.books["pushes"]}
    assert {(PushKind.SHIP, PushState.CONFIRMED), (PushKind.CANCEL, PushState.CONFIRMED)} <= states
    assert (PushKind.CANCEL, PushState.REFUSED) in states
    assert {row[1] for row in calm.books["orders"]} >= {"要確認", "注文完了", "注文キャンセル"}
    assert len(calm.books["orders"]) == 20
    assert calm.books["set_aside"] == []


@POLICIES
def test_r38_amazon_has_one_parcel_for_each_shipped_order(policy: Policy) -> None:
    for status, parcels in undisturbed(policy).amazon.values():
        assert len(parcels) == (1 if status == "SHIPPED" else 0)


def test_the_same_day_twice_is_the_same_day() -> None:
    assert lived(Policy.DOCUMENTED) == undisturbed(Policy.DOCUMENTED)


@STRUCK
def test_r42_documented_killed_at_every_call(struck: Struck) -> None:
    assert struck_at(Policy.DOCUMENTED, struck, calls_of(Policy.DOCUMENTED)) == {}


def test_r42_documented_killed_at_every_other_commit() -> None:
    assert failed_at(Policy.DOCUMENTED, steps_of(Policy.DOCUMENTED, 2)) == {}


@STRUCK
def test_r42_safe_killed_at_some_calls(struck: Struck) -> None:
    assert struck_at(Policy.SAFE, struck, calls_of(Policy.SAFE, SAFE_SAMPLE)) == {}


def test_r42_safe_killed_at_some_commits() -> None:
    assert failed_at(Policy.SAFE, steps_of(Policy.SAFE, SAFE_SAMPLE)) == {}


@pytest.mark.long
@STRUCK
def test_r42_safe_killed_at_every_call(struck: Struck) -> None:
    assert struck_at(Policy.SAFE, struck, calls_of(Policy.SAFE)) == {}


@pytest.mark.long
@POLICIES
def test_r42_killed_at_every_commit(policy: Policy) -> None:
    assert failed_at(policy, steps_of(policy)) == {}


@pytest.mark.long
@POLICIES
@STRUCK
def test_r42_killed_and_away_for_a_while(policy: Policy, struck: Struck) -> None:
    """Nobody starts the engine again for 25 minutes; the shop goes on deciding."""
    calm = undisturbed(policy)
    for number in range(KNOWN_FROM_CALL, len(calm.calls) + 1):
        knife = Knife(number, struck)
        ending = lived(policy, knife=knife, down=timedelta(minutes=25))
        assert differences(calm, ending) == {}, (number, calm.calls[number - 1])


@pytest.mark.parametrize("feed_takes", ["PT18M", "PT45M"])
def test_r42_killed_when_a_slow_feed_was_just_created(feed_takes: str) -> None:
    """Nobody knows that feed, and a second one may follow it: the cancel is done once."""
    calm = lived(Policy.DOCUMENTED, feed_takes=feed_takes, ends=300)
    created = [n for n, call in enumerate(calm.calls, 1) if call.endswith("/feeds")]
    assert len(created) == 2
    for number in created:
        knife = Knife(number, "after")
        ending = lived(Policy.DOCUMENTED, knife=knife, feed_takes=feed_takes, ends=300)
        assert differences(calm, ending) == {}


def patient(policy: Policy, *, knife: Knife | None = None, fails_at: int = 0) -> Ending:
    return lived(policy, knife=knife, fails_at=fails_at, ends=185, plan=PATIENT_PLAN)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were more orders than pages can carry: the rest comes by report."""
    monkeypatch.setattr(orders, "PAGE_SIZE", 4)
    monkeypatch.setattr(pull_orders, "PAGES_KEPT_ASIDE", 100.0)


@POLICIES
def test_r41_orders_by_report_end_as_orders_by_page(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = patient(policy)
    hurry(monkeypatch)
    by_report = patient(policy)
    assert any("/reports/" in call for call in by_report.calls)
    assert differences(calm, by_report) == {}


@pytest.mark.long
@POLICIES
@STRUCK
def test_r42_killed_while_orders_come_by_report(
    policy: Policy, struck: Struck, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    calm = patient(policy)
    for number in range(1, len(calm.calls) + 1, REPORT_SAMPLE):
        ending = patient(policy, knife=Knife(number, struck))
        assert differences(calm, ending) == {}, (number, calm.calls[number - 1])


@pytest.mark.long
@POLICIES
def test_r42_commits_that_fail_while_orders_come_by_report(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    calm = patient(policy)
    for number in range(1, calm.steps + 1, REPORT_SAMPLE):
        assert differences(calm, patient(policy, fails_at=number)) == {}, number


def is_caught(knife: Knife) -> bool:
    """Whether the books end differently, or lack an order that the shop wants to decide on."""
    try:
        ending = lived(Policy.DOCUMENTED, knife=knife)
    except Refused:
        return True
    return bool(differences(undisturbed(Policy.DOCUMENTED), ending))


@pytest.fixture
def sends_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that sends again without a look, as a new parcel."""

    def recover(work: Work, now: datetime) -> None:
        with work.books.atomic(now):
            for kind in PushKind:
                for item in work.books.outbox.in_state([PushState.SENDING], kind):
                    work.books.outbox.step(item, PushState.WAITING, now)

    references = count(1)
    monkeypatch.setattr(engine, "recover", recover)
    monkeypatch.setattr(
        push_outcomes, "package_reference", lambda push_id, kind: str(next(references))
    )


@pytest.mark.usefixtures("sends_blindly")
def test_negative_control_a_blind_repeat_is_caught() -> None:
    calls = undisturbed(Policy.DOCUMENTED).calls
    notices = [n for n, call in enumerate(calls, 1) if call.endswith("/shipmentConfirmation")]
    assert any(is_caught(Knife(number, "after")) for number in notices)


@pytest.fixture
def moves_the_cursor_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that notes how far it has read before it has stored what it read."""
    read_page = PullOrders._page

    async def page(
        self: PullOrders, work: Work, cursor: Cursor, datasets: tuple[str, ...], now: datetime
    ) -> None:
        with work.books.atomic(now):
            work.books.jobs.put_cursor(self.name, Cursor(now - OVERLAP))
        await read_page(self, work, cursor, datasets, now)

    monkeypatch.setattr(PullOrders, "_page", page)


@pytest.mark.usefixtures("moves_the_cursor_first")
def test_negative_control_a_cursor_that_runs_ahead_is_caught() -> None:
    calls = undisturbed(Policy.DOCUMENTED).calls
    searches = [n for n, call in enumerate(calls, 1) if call.endswith("2026-01-01/orders")]
    assert any(is_caught(Knife(number, "after")) for number in searches)


def test_a_killed_step_leaves_nothing() -> None:
    with BrittleBooks.open(None) as books:
        books.armed, books.fails_at = True, 1
        with pytest.raises(Killed):
            write_something(books)
        assert list(books.connection.execute("SELECT * FROM products")) == []


def write_something(books: BrittleBooks) -> None:
    with books.atomic(START):
        books.products.add("P1", "宇治抹茶", 1, 1)
