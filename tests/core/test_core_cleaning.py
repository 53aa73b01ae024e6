"""Whatever comes from outside is harmless before it is stored or shown."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.cleaning import TEXT_MAX, clean

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
KEPT_FORMAT = {"\u200c", "\u200d"}
"""Joiners carry meaning inside emoji families and in Persian, and no command."""

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"]),
        st.characters(),
    )
)


@given(text=NASTY)
def test_no_control_and_no_direction_mark_survives(text: str) -> None:
    for char in clean(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"), hex(ord(char))
        assert char in KEPT_FORMAT or unicodedata.bidirectional(char) not in BIDI, hex(ord(char))


def test_none_of_all_characters_is_obeyed_or_hides() -> None:
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    every = map(chr, range(sys.maxunicode + 1))
    suspicious = "".join(char for char in every if unicodedata.category(char) in kinds)
    left = set(clean(suspicious, len(suspicious))) - KEPT_FORMAT
    assert [hex(ord(char)) for char in left if unicodedata.bidirectional(char) in BIDI] == []
    assert [char for char in left if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")] == []


@given(text=NASTY)
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(text=NASTY, limit=st.integers(1, 50))
def test_a_limit_holds(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit


def test_a_limit_holds_for_very_long_text() -> None:
    assert len(clean("あ" * (TEXT_MAX * 3))) == TEXT_MAX


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧‍👦 家族",
        "❤️",
        "🇯🇵",
        "が",
        "か\u3099",
        "髙島屋𠮷野家",
        "宇治抹茶 一番摘み 缶入り 100g",
        "a\u3000b",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("一\r\n二\t三", "一 二 三"),
        ("\x1b[31m赤\x1b[0m", "[31m赤[0m"),
        ("\x9b31m", "31m"),
        ("gnp.\u202eexe", "gnp.exe"),
        ("見え\u200bない\ufeff", "見えない"),
        ("\u2028次\u2029", " 次 "),
    ],
)
def test_what_a_terminal_would_obey_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
