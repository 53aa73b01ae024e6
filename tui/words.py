"""The words around the labels: the message id is the Japanese sentence itself.

Japanese needs no catalogue. Labels of the manual stay Japanese in every language, because users
search for them. `_` marks and translates; `N_` only marks what is translated later, where it is
shown.
"""

import gettext
from pathlib import Path

from core.domain.sentence import Sentence

LANGUAGES = ("ja", "en")
CATALOGUES = Path(__file__).with_name("locale")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_spoken = "ja"


def speak(lang: str) -> None:
    """Use `lang` from now on, one of LANGUAGES. Raises ValueError for any other."""
    global _catalogue, _spoken
    if lang not in LANGUAGES:
        raise ValueError(f"no catalogue for {lang!r}")
    _spoken = lang
    if lang == "ja":
        _catalogue = gettext.NullTranslations()
        return
    _catalogue = gettext.translation("renkei", CATALOGUES, languages=[lang])


def spoken() -> str:
    """The language in use."""
    return _spoken


def translate(sentence: str) -> str:
    """The sentence in the language in use, itself where the catalogue has none."""
    if isinstance(sentence, Sentence) and sentence.values:
        values = {name: _value(value) for name, value in sentence.values.items()}
        return _catalogue.gettext(sentence.template).format(**values)
    return _catalogue.gettext(sentence) if sentence else ""


def _value(value: object) -> object:
    return translate(value) if isinstance(value, Sentence) else value


def mark(sentence: str) -> str:
    """Only mark `sentence` for the catalogue; it is translated where it is shown."""
    return sentence


_ = translate
N_ = mark
