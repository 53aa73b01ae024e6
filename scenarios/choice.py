"""Which cases of those that were found are played, and under which policies."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.labels import Policy
from scenarios.keyword import WrongKeyword, matching
from scenarios.language.definition import Case
from scenarios.language.loader import Loaded
from scenarios.language.mistakes import listed, nearest
from scenarios.said import say, together
from scenarios.turns import Turn

LONG = "long"
"""The tag of cases that take longer than the rest together; they are played when asked for."""


@dataclass(frozen=True)
class Choice:
    """What is wanted; nothing given means all but those tagged `long`."""

    keyword: str | None = None
    tags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    policy: Policy | None = None

    def turns(self, cases: Iterable[Loaded]) -> tuple[Turn, ...]:
        """The turns that are wanted, in order. Raises WrongKeyword, also for a tag that is none."""
        cases = tuple(cases)
        self._check_tags(cases)
        self._check_rules(cases)
        matches = matching(self.keyword) if self.keyword else None
        return tuple(
            Turn(loaded, policy)
            for loaded in cases
            if self._wants(loaded.case, len(cases))
            for policy in loaded.case.policies
            if self.policy in (None, policy) and (matches is None or matches(loaded.case, policy))
        )

    def _wants(self, case: Case, of: int) -> bool:
        if self.tags and not set(self.tags) & set(case.tags):
            return False
        if self.rules and not {rule.upper() for rule in self.rules} & set(case.rules):
            return False
        # A case that was named by itself is meant, however long it takes.
        return LONG not in case.tags or LONG in self.tags or of == 1

    def _check_tags(self, cases: Iterable[Loaded]) -> None:
        known = sorted({tag for loaded in cases for tag in loaded.case.tags} | {LONG})
        for tag in self.tags:
            if tag not in known:
                could = say("あるのは {known} です。", known=listed(known))
                if near := nearest(tag, known):
                    could = say("「{name}」ではありませんか。", name=near)
                raise WrongKeyword(together(say("タグ「{tag}」はありません。", tag=tag), could))

    def _check_rules(self, cases: Iterable[Loaded]) -> None:
        known = sorted({rule for loaded in cases for rule in loaded.case.rules})
        for rule in self.rules:
            if rule.upper() not in known:
                told = say("規則「{rule}」を示すシナリオはありません。", rule=rule)
                could = say("あるのは {known} です。", known=listed(known, len(known)))
                raise WrongKeyword(together(told, could) if known else told)
