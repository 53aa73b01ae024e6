"""One thing that was looked at: what was expected, and what is."""

from typing import NamedTuple

from scenarios.said import Said, say


class Check(NamedTuple):
    """`expected` and `actual` as a person reads them."""

    what: Said
    expected: Said
    actual: Said
    holds: bool


def check(what: Said, expected: object, actual: object) -> Check:
    """Compare two values that read as themselves."""
    return Check(what, shown(expected), shown(actual), expected == actual)


def all_hold(checks: tuple[Check, ...]) -> bool:
    """Whether nothing is different from what was expected."""
    return all(check.holds for check in checks)


def shown(value: object) -> Said:
    """A value as a person reads it."""
    match value:
        case Said():
            return value
        case True:
            return say("はい")
        case False:
            return say("いいえ")
        case None | "":
            return say("なし")
        case _:
            return say("{value}", value=value)
