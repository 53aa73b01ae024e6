"""English around the labels: every sentence has one, no label is lost, the compiled file is new."""

import re

import pytest
from tui_catalogue import compiled, sentences, translations

from core.domain.labels import Handling, PaymentStatus, PushState
from tui.words import speak, translate

LABELS = [
    *(status.value for status in PaymentStatus),
    *(handling.value for handling in Handling if handling is not Handling.CANCELLED),
    *(state.value for state in (PushState.WAITING, PushState.UNKNOWN, PushState.CONFIRMED)),
    "決済ステータス",
    "処理可否",
    "未確定",
]
"""Words that users search for; キャンセル and 取り下げ are also everyday words and may be told."""

FIELD = re.compile(r"\{\w*\}")


def test_every_sentence_has_an_english_one() -> None:
    """Scenario steps come with their scenarios; until they are translated they stay Japanese."""
    known = translations()
    missing = {
        sentence: place
        for sentence, place in sentences().items()
        if not known.get(sentence) and not place.startswith("scenarios/")
    }
    assert missing == {}, "python tests/tui/tui_catalogue.py lists and takes translations"


def test_nothing_is_translated_that_nobody_says() -> None:
    assert set(translations()) - set(sentences()) == set()


def test_the_compiled_catalogue_is_of_today() -> None:
    told = {sentence: english or sentence for sentence, english in translations().items()}
    assert compiled() == told, "python tests/tui/tui_catalogue.py writes it"


def test_labels_of_the_manual_stay() -> None:
    lost = [
        (sentence, label)
        for sentence, english in translations().items()
        for label in LABELS
        if english and label in sentence and label not in english
    ]
    assert lost == []


def test_the_fields_of_a_sentence_are_the_same_in_english() -> None:
    for sentence, english in translations().items():
        if english:
            assert sorted(FIELD.findall(sentence)) == sorted(FIELD.findall(english)), sentence


@pytest.mark.parametrize("sentence", ["概況", "次の周期", "すでに配送完了の注文です。"])
def test_english_is_spoken_when_asked_for(sentence: str) -> None:
    speak("en")
    try:
        assert translate(sentence) != sentence
    finally:
        speak("ja")
    assert translate(sentence) == sentence


def test_the_header_of_the_catalogue_is_never_shown() -> None:
    speak("en")
    try:
        assert translate("") == ""
    finally:
        speak("ja")
