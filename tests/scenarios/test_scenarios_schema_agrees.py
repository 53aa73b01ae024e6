"""Editors check by the schema, the loader by itself: both say the same of every value."""

import json
import re
from datetime import datetime

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenarios.language import scalars
from scenarios.language.kinds import BehaviourValue, Duration, Kind, Moment, TimeOfDay
from scenarios.language.mistakes import Place
from scenarios.language.nodes import Scalar
from scenarios.language.reader import Reader
from scenarios.language.schema import value_schema
from scenarios.language.vocabulary import BEHAVIOUR, behaviour_kind, fixed
from scenarios.language.words import DURATION_MAX
from simulator.behaviours import REGISTRY, Behaviours, UnfitValue

FIGURE = st.sampled_from(["", "0", "1", "7", "12", "1.5", "0.25", "00", ".5", "1.", "900", "x"])
UNIT = st.sampled_from(["W", "D", "H", "M", "S", "T", "Y", "d", " "])
DURATIONS = st.one_of(
    st.builds(
        lambda begin, parts: begin + "".join(map("".join, parts)),
        st.sampled_from(["P", "PT", "P1DT", "p", "", "-P", "+PT"]),
        st.lists(st.tuples(FIGURE, UNIT), max_size=5),
    ),
    st.from_regex(scalars.DURATION, fullmatch=True),
)
SECONDS = {"D": 86_400, "H": 3_600, "M": 60, "S": 1}
FIRST, LAST = datetime.fromisoformat("2015-01-02"), datetime.fromisoformat("2149-12-30")
TWO = st.sampled_from(["00", "9", "09", "23", "24", "59", "60", ""])


def is_read(kind: Kind, text: str) -> bool:
    """Whether the loader takes `text`, as it stands in a file without quotes."""
    return Reader([]).read(Scalar(Place(1, 1), text, plain=True), kind) is not None


def is_valid(kind: Kind, value: object) -> bool:
    """Whether an editor takes `value`."""
    return jsonschema.Draft202012Validator(value_schema(kind)).is_valid(value)


@given(DURATIONS)
@example("PT1.5H")
@example("P0.5DT1H")
@example("P1W")
@example("P")
@example("PT")
@example("P1DT")
@example("P800D")
@example("P801D")
def test_a_duration(text: str) -> None:
    """How long at most is all that a pattern cannot say."""
    parts = re.findall(r"([0-9.]+)([DHMS])", text)
    valid = is_valid(Duration(), text)
    short = valid and (
        sum(float(n) * SECONDS[unit] for n, unit in parts) <= DURATION_MAX.total_seconds()
    )
    assert is_read(Duration(), text) == short


@given(st.builds(lambda *parts: ":".join(parts), TWO, TWO, TWO))
def test_a_time_of_day(text: str) -> None:
    for shown in (text, text.removesuffix(":")):
        assert is_read(TimeOfDay(), shown) == is_valid(TimeOfDay(), shown)


@given(
    st.datetimes(min_value=FIRST, max_value=LAST),
    st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d", "%m-%d"]),
    st.sampled_from(["", "Z", " JST", "+09:00", " +9", "UTC"]),
)
def test_a_moment(at: datetime, form: str, zone: str) -> None:
    text = f"{at:{form}}{zone}"
    assert is_read(Moment(), text) == is_valid(Moment(), text)


@pytest.mark.parametrize("name", fixed(BEHAVIOUR))
def test_a_behaviour_can_be_what_the_fake_takes(name: str) -> None:
    """Its own value, its alternatives, and whatever else: loader, schema and fake agree."""
    entry, kind = REGISTRY[name], behaviour_kind(name)
    known = [one for one in (entry.value, *entry.alternatives) if one is not None]
    for value in (*known, "PT5M", "soon", "PT", 7, -1):
        node = Scalar(Place(1, 1), json.dumps(value).strip('"'), plain=value != "")
        read = Reader([]).read_value(node, BehaviourValue(), name)
        assert is_valid(kind, value) == (read is not None)
        if read is not None:
            Behaviours().set(name, read.value)
        else:
            with pytest.raises(UnfitValue):
                Behaviours().set(name, value)
    assert all(is_valid(kind, value) for value in known)
