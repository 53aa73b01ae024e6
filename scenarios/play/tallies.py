"""Ledger lines and findings, brought to a form that can be compared."""

from collections import Counter
from collections.abc import Mapping

from core.domain.labels import MoveReason
from core.views.rows import FindingRow, LedgerLine
from scenarios.language.mistakes import listed
from scenarios.play.check import Check
from scenarios.said import Said, say


def moved(lines: tuple[LedgerLine, ...]) -> dict[str, int]:
    """Ledger lines added up by reason."""
    totals: Counter[str] = Counter()
    for line in lines:
        totals[line.reason] += line.quantity
    return dict(totals)


def moves_check(what: Said, expected: Mapping[MoveReason, int], actual: Mapping[str, int]) -> Check:
    """Compare ledger totals."""
    return Check(what, _moves(expected), _moves(actual), expected == actual)


def _moves(totals: Mapping[str, int] | Mapping[MoveReason, int]) -> Said:
    if not totals:
        return say("動きなし")
    return say("{moves}", moves=listed(f"{reason} {n:+d}" for reason, n in sorted(totals.items())))


def findings_check(what: Said, expected: tuple[str, ...], actual: tuple[FindingRow, ...]) -> Check:
    """Every expected code or rule is there; nothing expected means that nothing is."""
    there = {row.code for row in actual} | {row.rule for row in actual}
    holds = there.issuperset(expected) if expected else not actual
    shown = listed(f"{row.code}({row.rule})" for row in actual)
    return Check(
        what,
        say("{names}", names=listed(expected)) if expected else say("なし"),
        say("{names}", names=shown) if actual else say("なし"),
        holds,
    )
