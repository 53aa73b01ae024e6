"""One written value → the value that a field wants. The reader reports; these only say None."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from msgspec import ValidationError, convert

from core.domain.instants import JST
from scenarios.language.nodes import Scalar
from scenarios.language.words import DURATION_MAX, ClockTime

YEARS = range(2015, 2150)
"""Years that a scenario can play in."""

DURATION = (
    r"P(?!.*\.[0-9]*[DHM].)(?=[0-9T])([0-9]+(\.[0-9]+)?D)?"
    r"(T(?=[0-9])([0-9]+(\.[0-9]+)?H)?([0-9]+(\.[0-9]+)?M)?([0-9]+(\.[0-9]+)?S)?)?"
)
"""ISO 8601 in days, hours, minutes, seconds; only the last may have a fraction."""
MOMENT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?\s*(Z|JST|[+-][0-9]{2}:[0-9]{2})?)?"
)
CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?"
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_DURATION, _MOMENT, _CLOCK = map(re.compile, (DURATION, MOMENT, CLOCK))


class Got(NamedTuple):
    """A value that was read; wrapped, since a value may itself be false."""

    value: object


Read = Callable[[Scalar], Got | None]


def whole(scalar: Scalar) -> Got | None:
    """A whole number, without quotes."""
    if scalar.plain and _WHOLE.fullmatch(scalar.text):
        return Got(int(scalar.text))
    return None


def flag(scalar: Scalar) -> Got | None:
    """true or false, without quotes."""
    if scalar.plain and scalar.text.lower() in ("true", "false"):
        return Got(scalar.text.lower() == "true")
    return None


def text(scalar: Scalar) -> Got | None:
    """Any text; a bare number or word is text where text is wanted."""
    return None if scalar.is_null else Got(scalar.text)


def choice(scalar: Scalar, words: Mapping[str, object]) -> Got | None:
    """One of `words`."""
    return Got(words[scalar.text]) if scalar.text in words else None


def duration(scalar: Scalar) -> Got | None:
    """An ISO-8601 duration, not negative and within DURATION_MAX."""
    if not _DURATION.fullmatch(scalar.text):
        return None
    try:
        value = convert(scalar.text, timedelta)
    except (ValidationError, OverflowError):
        return None
    return Got(value) if timedelta(0) <= value <= DURATION_MAX else None


def moment(scalar: Scalar) -> Got | None:
    """A date or a date and time; JST where no offset is given. UTC comes out."""
    if not _MOMENT.fullmatch(scalar.text):
        return None
    try:
        value = datetime.fromisoformat(scalar.text.replace("JST", "+09:00").replace(" +", "+"))
    except ValueError:
        return None
    if value.year not in YEARS:
        return None
    return Got((value if value.tzinfo else value.replace(tzinfo=JST)).astimezone(UTC))


def time_of_day(scalar: Scalar) -> Got | None:
    """A clock time, `09:05` or `9:05:30`."""
    found = _CLOCK.fullmatch(scalar.text)
    if not found:
        return None
    hour, minute, second = found.groups(default="0")
    return Got(ClockTime(int(hour), int(minute), int(second)))
