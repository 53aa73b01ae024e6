"""Which rule is shown by which case under which policy, and which by none."""

from collections.abc import Iterable, Iterator

from core.domain.labels import Policy
from scenarios.language.loader import Loaded
from scenarios.said import Said, Translate, say

RULES = tuple(f"R{number:02}" for number in range(1, 46))

DIFFERING = ("R14", "R17", "R23", "R30", "R35")
"""Rules that change under `safe`: both policies have to be shown."""

NOT_SHOWN: dict[str, Said] = {
    "R28": say("メールを送る部品がないため、送らないことを手順では示せません。"),
}
"""Rules that no case can show, and why."""


def coverage(cases: Iterable[Loaded], translate: Translate = str) -> Iterator[str]:
    """The matrix rule × policy, one line a rule, then what is missing."""
    cases = tuple(cases)
    gaps: list[str] = []
    for rule in RULES:
        shown = {policy: _ids(cases, rule, policy) for policy in Policy}
        marks = " ".join(f"{policy}:{len(ids):>2}" for policy, ids in shown.items())
        names = ", ".join(dict.fromkeys(name for ids in shown.values() for name in ids))
        if not names and rule in NOT_SHOWN:
            names = NOT_SHOWN[rule].text(translate)
        elif not names:
            gaps.append(rule)
        elif rule in DIFFERING:
            gaps += [f"{rule} ({policy})" for policy, ids in shown.items() if not ids]
        yield f"{rule}  {marks}  {names or '—'}"
    told = (
        say("示す手順がない規則: {gaps}", gaps=", ".join(gaps))
        if gaps
        else say("すべての規則に手順があります。")
    )
    yield told.text(translate)


def _ids(cases: tuple[Loaded, ...], rule: str, policy: Policy) -> tuple[str, ...]:
    return tuple(
        loaded.case.id
        for loaded in cases
        if rule in loaded.case.rules and policy in loaded.case.policies
    )
