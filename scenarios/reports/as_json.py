"""A run as JSON, for programs."""

from collections.abc import Iterable

import msgspec

from core.domain.instants import stamp
from scenarios.reports.told import again
from scenarios.runner import StepResult
from scenarios.said import Translate
from scenarios.turns import TurnResult


def as_json(results: Iterable[TurnResult], translate: Translate = str) -> str:
    """`{"cases": [{id, title, policy, rules, verdict, seconds, steps: […], orders, …}]}`.

    Times in UTC; `orders` holds Amazon's number of each order by its name in the script.
    """
    body = {"cases": [_case(result, translate) for result in results]}
    text = msgspec.json.format(msgspec.json.encode(body), indent=2)
    return f"{text.decode()}\n"


def _case(result: TurnResult, translate: Translate) -> dict[str, object]:
    case = result.turn.loaded.case
    return {
        "id": case.id,
        "title": case.title,
        "file": result.turn.loaded.path,
        "policy": result.turn.policy,
        "rules": case.rules,
        "tags": case.tags,
        "verdict": result.verdict,
        "seconds": round(result.seconds, 3),
        "steps": [_step(step, translate) for step in result.steps],
        "steps_left": result.left,
        "broke": "" if result.broke is None else result.broke.text(translate),
        "orders": result.orders,
        "journal": [line.text(translate) for line in result.journal],
        "again": again(result),
    }


def _step(step: StepResult, translate: Translate) -> dict[str, object]:
    return {
        "number": step.number,
        "line": step.line,
        "at": stamp(step.at),
        "title": step.title.text(translate),
        "outcome": step.outcome,
        "checks": [
            {
                "what": check.what.text(translate),
                "expected": check.expected.text(translate),
                "actual": check.actual.text(translate),
                "holds": check.holds,
            }
            for check in step.checks
        ],
    }
