"""A wall clock that stands still at a date of our choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from freezegun import api, freeze_time


def _plain(_cls: type, *parts: object, **named: object) -> object:
    return api.real_datetime(*parts, **named)


def _plain_day(_cls: type, *parts: object, **named: object) -> object:
    return api.real_date(*parts, **named)


@contextmanager
def frozen_wall_clock(date: str) -> Iterator[None]:
    """Every question for the time of the machine is answered with `date`.

    freezegun also makes each `datetime(…)` and `date(…)` of the code one of its own class, which
    msgspec does not take. Only the reading of a clock is to be told apart here, so the values stay
    plain.
    """
    with (
        patch.object(api.FakeDatetime, "__new__", _plain),
        patch.object(api.FakeDate, "__new__", _plain_day),
        freeze_time(date, real_asyncio=True),
    ):
        yield
