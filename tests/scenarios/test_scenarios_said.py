"""Sentences are put together when they are shown, in whatever language is spoken then."""

from datetime import timedelta

from scenarios.play.durations import length
from scenarios.said import say, together

ENGLISH = {
    "{n}時間": "{n} h",
    "{n}分": "{n} min",
    "茶": "tea",
    "{what}はありません。": "No {what}.",
}


def english(sentence: str) -> str:
    """A small dictionary."""
    return ENGLISH.get(sentence, sentence)


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    told = say("{what}はありません。", what=say("茶"))
    assert str(told) == "茶はありません。"
    assert told.text(english) == "No tea."


def test_what_comes_from_outside_is_cleaned_and_never_a_template() -> None:
    told = say("{what}はありません。", what="\x1b[2J{n}\u202e茶")
    assert str(told) == "[2J{n}茶はありません。"


def test_parts_are_joined_as_their_language_wants() -> None:
    assert str(length(timedelta(hours=1, minutes=30))) == "1時間30分"
    assert length(timedelta(hours=1, minutes=30)).text(english) == "1 h 30 min"
    assert str(together(say("茶"), say("茶"))) == "茶茶"


def test_no_time_is_said_too() -> None:
    assert str(length(timedelta(0))) == "0秒"
    assert str(length(timedelta(days=6, seconds=1))) == "6日1秒"
