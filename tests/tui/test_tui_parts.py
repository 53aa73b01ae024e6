"""The pure parts: moments, spans, wrapping, columns, rails, pages of rows, footer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import ActiveBinding, Binding
from textual.widget import Widget

from core.domain.labels import Lane
from core.views.rows import Leg, Page, TimelineEntry
from tui.formats import ago, ahead, day, near, span, yen
from tui.ink import Ink, fit
from tui.moments import FUTURE, PAST, UNREADABLE, MomentUnreadable, read_moment, read_past
from tui.rails import Stop, draw_rail
from tui.widgets.columns import GAP, Column, lay_out
from tui.widgets.key_line import lay_out_keys
from tui.widgets.row_source import COUNTED, PAGE_ROWS, FixedRows, KeysetRows, next_place
from tui.widgets.timeline import lanes
from tui.wrapping import line_bounds

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
TEXTS = st.text(alphabet=st.sampled_from("abc 123-、。ッ抹茶ｱﾊﾞ👨‍👩‍👧é…"), max_size=80)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+6d", NOW + timedelta(days=6)),
        ("+20m", NOW + timedelta(minutes=20)),
        ("+1h30m", NOW + timedelta(minutes=90)),
        ("＋６日", NOW + timedelta(days=6)),
        ("+2時間5分", NOW + timedelta(minutes=125)),
        ("PT20M", NOW + timedelta(minutes=20)),
        ("P1DT2H", NOW + timedelta(hours=26)),
        ("18:00", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        ("8:59", datetime(2026, 11, 23, 23, 59, tzinfo=UTC)),
        ("11/29 18:00", datetime(2026, 11, 29, 9, 0, tzinfo=UTC)),
        ("1/5", datetime(2027, 1, 4, 15, 0, tzinfo=UTC)),
        ("2026-11-29", datetime(2026, 11, 28, 15, 0, tzinfo=UTC)),
        ("2026-11-29T00:00:00Z", datetime(2026, 11, 29, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, meant: datetime) -> None:
    assert read_moment(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["", "+", "6d", "soon", "25:00", "+6x", "13/40", "+99999999d", "2026-02-30", "+0x6d"]
)
def test_anything_else_is_refused_with_one_sentence(typed: str) -> None:
    with pytest.raises(MomentUnreadable) as caught:
        read_moment(typed, NOW)
    assert caught.value.sentence == UNREADABLE


@pytest.mark.parametrize("typed", ["2026-11-22", "2001-01-01 00:00", "+0m"])
def test_the_past_is_refused(typed: str) -> None:
    with pytest.raises(MomentUnreadable) as caught:
        read_moment(typed, NOW)
    assert caught.value.sentence == PAST


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-20m", NOW - timedelta(minutes=20)),
        ("-1日2時間", NOW - timedelta(hours=26)),
        ("08:00", NOW - timedelta(hours=1)),
        ("10:00", NOW - timedelta(hours=23)),
        ("11/22", NOW - timedelta(hours=33)),
        ("2026-11-22T23:00:00Z", NOW - timedelta(hours=1)),
    ],
)
def test_a_moment_of_the_past_is_read_as_people_type_it(typed: str, meant: datetime) -> None:
    assert read_past(typed, NOW) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"), [("2026-11-24", FUTURE), ("+1h", UNREADABLE), ("-", UNREADABLE)]
)
def test_what_has_not_passed_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(MomentUnreadable) as caught:
        read_past(typed, NOW)
    assert caught.value.sentence == sentence


def test_words_of_time_and_money() -> None:
    assert span(timedelta(days=6, hours=1, minutes=5)) == "6日1時間"
    assert span(timedelta(hours=1)) == "1時間"
    assert span(timedelta(0)) == "0秒"
    assert ahead(NOW + timedelta(minutes=5), NOW) == "5分後"
    assert ahead(NOW, NOW) == "今"
    assert ago(None, NOW) == "まだ"
    assert day(NOW) == "2026-11-23(月)"
    assert near(NOW, NOW) == "09:00:00"
    assert near(NOW + timedelta(days=1), NOW) == "11/24 09:00"
    assert yen(None) == "未確定", "R27: never 0"
    assert yen(12_800) == "¥12,800"


@given(TEXTS, st.integers(0, 30))
def test_a_cell_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(TEXTS, st.integers(4, 30))
def test_wrapping_loses_only_spaces_and_overhangs_by_one_closing_mark(
    text: str, width: int
) -> None:
    bounds = line_bounds(text, width)
    pieces = [text[start:end] for start, end in bounds]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(piece.rstrip()) <= width + 2 for piece in pieces)


def _column(name: str, width: int, rank: int = 0, grow: int = 0, likes: int = 0) -> Column[str]:
    return Column(name, name, width, Ink, rank=rank, grow=grow, likes=likes)


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(0, 3), st.integers(0, 2)), min_size=1),
    st.integers(1, 200),
)
def test_columns_fill_the_width_and_never_more_than_the_lowest_rank_needs(
    sizes: list[tuple[int, int, int]], width: int
) -> None:
    columns = [_column(str(n), size, rank, grow) for n, (size, rank, grow) in enumerate(sizes)]
    laid = lay_out(columns, width)
    used = sum(cells + GAP for _column, cells in laid) - GAP
    lowest = min(rank for _size, rank, _grow in sizes)
    needed = sum(size + GAP for size, rank, _grow in sizes if rank == lowest) - GAP
    assert used <= max(width, needed)
    assert [column.id for column, _cells in laid] == [
        column.id for column in columns if column in [each for each, _cells in laid]
    ]


def test_a_column_waits_until_the_others_have_what_they_like() -> None:
    columns = [_column("title", 10, likes=30, grow=1), _column("note", 10, rank=1)]
    assert [column.id for column, _cells in lay_out(columns, 40)] == ["title"]
    assert [column.id for column, _cells in lay_out(columns, 41)] == ["title", "note"]


class Numbers:
    """A list of numbers that is read as the books are; `reads` and `passed` are what it cost."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.reads = self.passed = 0

    def page(self, leg: Leg) -> Page[int]:
        self.reads += 1
        self.passed += leg.skip
        if leg.back:
            end = (self.length if leg.start is None else int(leg.start)) - leg.skip
            start = max(0, end - leg.limit)
        else:
            start = (0 if leg.start is None else int(leg.start) + 1) + leg.skip
            end = min(self.length, start + leg.limit)
        rows = tuple(range(start, end))
        return Page(
            rows,
            after=str(rows[-1]) if rows and end < self.length else None,
            before=str(rows[0]) if rows and start > 0 else None,
        )

    def total(self, at_most: int | None) -> int:
        return self.length if at_most is None else min(self.length, at_most)


@given(
    length=st.sampled_from([0, 1, PAGE_ROWS, 5_000, COUNTED, COUNTED + 1, 90_000]),
    visits=st.lists(st.integers(-3, 95_000) | st.integers(-3, 450), max_size=12),
    end_after=st.integers(0, 12),
)
def test_a_row_is_the_same_whatever_way_leads_to_it(
    length: int, visits: list[int], end_after: int
) -> None:
    rows = KeysetRows((numbers := Numbers(length)).page, numbers.total)
    for number, index in enumerate(visits):
        if number == end_after:
            assert rows.last() == max(0, length - 1)
            assert len(rows) == length
        assert rows.at(index) == (index if 0 <= index < length else None)
        assert len(rows) <= length


@given(length=st.integers(0, 40), cursor=st.integers(0, 39), wanted=st.sets(st.integers(0, 39)))
def test_the_next_of_a_kind_is_found_round_and_round(
    length: int, cursor: int, wanted: set[int]
) -> None:
    cursor = min(cursor, max(0, length - 1))
    there = sorted(place for place in wanted if place < length)
    behind = [place for place in there if place > cursor]
    expected = behind[0] if behind else there[0] if there else None
    assert next_place(FixedRows(range(length)), cursor, wanted.__contains__) == expected


def test_the_next_of_a_kind_is_also_found_past_what_was_counted_so_far() -> None:
    rows = KeysetRows((numbers := Numbers(COUNTED * 2)).page, numbers.total)
    far = COUNTED + 500
    assert next_place(rows, 10, lambda number: number in (3, far)) == far
    assert next_place(rows, 10, lambda number: number == 3, most=100) is None


def test_both_ends_of_a_million_rows_cost_a_page_each() -> None:
    rows = KeysetRows((numbers := Numbers(1_000_000)).page, numbers.total)
    assert rows.at(0) == 0
    assert rows.at(rows.last()) == 999_999
    assert (numbers.reads, numbers.passed) == (2, 0)


def test_going_through_a_list_in_either_direction_passes_over_nothing() -> None:
    rows = KeysetRows((numbers := Numbers(10_000)).page, numbers.total)
    assert [rows.at(index) for index in range(10_000)] == list(range(10_000))
    assert [rows.at(index) for index in range(9_999, -1, -1)] == list(range(9_999, -1, -1))
    assert numbers.passed == 0
    assert FixedRows((1, 2)).at(5) is None


def test_a_rail_joins_causes_and_effects() -> None:
    rail = draw_rail([Stop(False, None), Stop(True, 0), Stop(True, 1), Stop(False, 0)])
    assert rail.rows == ("┌──", "◂┼┐", "◂┼┘", "└─▸") or rail.width >= 3
    assert rail.rows[1].startswith("◂")
    assert rail.rows[3].endswith("▸")
    assert {len(row) for row in rail.rows} == {rail.width}


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 100)), max_size=40))
def test_a_rail_draws_every_effect_or_names_it(shape: list[tuple[bool, int]]) -> None:
    stops = [
        Stop(left, None if cause >= place else cause) for place, (left, cause) in enumerate(shape)
    ]
    rail = draw_rail(stops)
    for place, stop in enumerate(stops):
        if stop.cause is not None and place not in rail.undrawn:
            assert rail.rows[place][0 if stop.left else -1] in "◂▸"


def test_lanes_name_the_side_and_what_was_learned_late() -> None:
    late = NOW + timedelta(minutes=5)
    entries = (
        TimelineEntry(1, NOW, late, Lane.AMAZON, "注文発生", {}, None, ""),
        TimelineEntry(
            2, late, late, Lane.SHOP, "決済ステータス {after}", {"after": "要確認"}, 1, "R20"
        ),
    )
    rows = lanes(entries, 78).plain.splitlines()
    assert "makeshop" in rows[0]
    assert rows[0].index("makeshop") < rows[0].index("Amazon")
    assert any("5分後に把握" in row for row in rows)
    assert any("◂" in row and "要確認" in row for row in rows)
    assert all(cell_len(row) <= 78 for row in rows)


def test_the_key_line_keeps_the_screens_own_keys_and_the_list_of_all() -> None:
    bindings = [
        Binding("n", "next", "次の問題", id="problem.next"),
        Binding("s", "ship", "配送完了", id="order.ship"),
        Binding("question_mark", "keys", "キー", id="app.keys"),
    ]
    active = [ActiveBinding(Widget(), binding, True, "") for binding in bindings]

    def shown(width: int) -> list[tuple[int, str]]:
        laid = lay_out_keys(active, lambda each: each.key[0], width)
        return [(each.start, each.word) for each in laid]

    assert shown(20) == [(0, "配送完了"), (11, "キー")]
    assert shown(80) == [(0, "配送完了"), (11, "次の問題"), (22, "キー")]
