"""How the shop stands with Amazon, as an expectation sees it."""

from collections.abc import Iterator

from core.linking.steps import SUBJECT
from scenarios.language.expectations import LinkExpectation
from scenarios.play.check import Check, check
from scenarios.play.tallies import findings_check
from scenarios.said import say
from scenarios.world import World


def look_at_link(expected: LinkExpectation, world: World) -> Iterator[Check]:
    """Every part of `expected`."""
    row = world.views.link(world.machine.clock(world.now))
    if expected.state is not None:
        yield check(say("連携の状態"), expected.state, row.state)
    if expected.days_left is not None:
        yield check(say("承認の残り日数"), expected.days_left, row.days_left)
    if expected.findings is not None:
        there = world.views.findings(SUBJECT)
        yield findings_check(say("連携のお知らせ"), expected.findings, there)
