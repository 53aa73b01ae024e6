"""What all apps of a run have in common is made once."""

from collections.abc import Iterator

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from tui_demo import close_demos


@pytest.fixture(scope="session", autouse=True)
def one_demo() -> Iterator[None]:
    """The worlds that tests took turns in end with the run."""
    yield
    close_demos()


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """Textual reads every style sheet anew for each app, for longer than a screen takes."""
    read = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def recall(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        given = css, read_from, is_default_rules, tie_breaker, scope
        key = frozenset(sheet._variables.items()), given
        if key not in known:
            known[key] = read(sheet, *given)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", recall)
        yield
