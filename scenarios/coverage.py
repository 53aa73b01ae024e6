"""Which rule is shown by which case under which policy, and which by none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from core.domain.labels import Policy
from scenarios.language.definition import Case
from scenarios.said import Translate, say

RULES = tuple(f"R{number:02}" for number in range(1, 46))

DIFFERING = ("R14", "R17", "R23", "R30", "R35")
"""Rules that change under `safe`: both policies have to be shown."""


class Covered(NamedTuple):
    """One rule: the ids of the cases that show it, by policy."""

    rule: str
    shown: Mapping[Policy, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every case that shows it, under whichever policy."""
        return tuple(dict.fromkeys(name for ids in self.shown.values() for name in ids))

    @property
    def gaps(self) -> tuple[str, ...]:
        """The rule where no case shows it, or with the policy under which none does."""
        if not self.names:
            return (self.rule,)
        if self.rule not in DIFFERING:
            return ()
        return tuple(f"{self.rule} ({policy})" for policy, ids in self.shown.items() if not ids)


def covered(cases: Iterable[Case]) -> tuple[Covered, ...]:
    """The matrix rule × policy × case."""
    cases = tuple(cases)
    return tuple(
        Covered(rule, {policy: _ids(cases, rule, policy) for policy in Policy}) for rule in RULES
    )


def coverage(cases: Iterable[Case], translate: Translate = str) -> Iterator[str]:
    """The matrix, one line a rule, then what is missing."""
    gaps: list[str] = []
    for row in covered(cases):
        marks = " ".join(f"{policy}:{len(ids):>2}" for policy, ids in row.shown.items())
        gaps += row.gaps
        yield f"{row.rule}  {marks}  {', '.join(row.names) or '—'}"
    told = (
        say("示す手順がない規則: {gaps}", gaps=", ".join(gaps))
        if gaps
        else say("すべての規則に手順があります。")
    )
    yield told.text(translate)


def _ids(cases: tuple[Case, ...], rule: str, policy: Policy) -> tuple[str, ...]:
    return tuple(case.id for case in cases if rule in case.rules and policy in case.policies)
