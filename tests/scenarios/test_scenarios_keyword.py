"""`-k EXPR` chooses cases by id, title, tag, rule and policy, as it does in pytest."""

import pytest
from scenario_texts import case_text

from core.domain.labels import Policy
from scenarios.keyword import WrongKeyword, matching
from scenarios.language.loader import loads

CASE = loads(
    case_text("  - wait: PT1H\n")
    .replace("id: a-case", "id: early-shipment\nrules: [R34, R35]\ntags: [出荷]")
    .replace("一つの注文", "セラーセントラルで先に出荷した"),
    "x",
)


@pytest.mark.parametrize(
    ("expression", "matches"),
    [
        ("early", True),
        ("EARLY", True),
        ("late", False),
        ("出荷", True),
        ("セラー", True),
        ("R35", True),
        ("r35", True),
        ("R3", False),
        ("R36", False),
        ("not R36", True),
        ("not not early", True),
        ("early and R36", False),
        ("R36 or 出荷", True),
        ("R36 or 出荷 and late", False),
        ("(R36 or 出荷) and early", True),
        ("not (R36 or late)", True),
        ("R35 and safe", True),
        ("documented", False),
    ],
)
def test_an_expression(expression: str, matches: bool) -> None:
    assert matching(expression)(CASE, Policy.SAFE) is matches


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("early and", "途中で終わっています"),
        ("", "途中で終わっています"),
        ("not", "途中で終わっています"),
        ("(early", "「(」が閉じられていません"),
        ("early)", "「)」は書けません"),
        ("and early", "「and」は書けません"),
        ("early late", "「late」は書けません"),
        ("(" * 1000, "長すぎます"),
        ("(" * 200, "途中で終わっています"),
    ],
)
def test_an_expression_that_makes_no_sense(expression: str, told: str) -> None:
    with pytest.raises(WrongKeyword, match=told.replace("(", r"\(").replace(")", r"\)")):
        matching(expression)
