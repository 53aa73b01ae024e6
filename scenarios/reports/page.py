"""One page of HTML that needs nothing besides itself: verdicts, steps, and two-lane time lines."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from core.domain.cleaning import clean
from core.domain.instants import jst
from core.domain.labels import Lane
from scenarios.play.lived import Lived
from scenarios.reports.told import again
from scenarios.runner import Outcome, StepResult
from scenarios.said import Translate, say
from scenarios.turns import TurnResult

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--bad:#c0392b;--good:#27843f}
body{font:15px/1.6 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif;margin:2rem auto;
max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid var(--line);
padding:.2rem .6rem;text-align:left;vertical-align:top}th{font-weight:600}
.time{white-space:nowrap;font-variant-numeric:tabular-nums;width:9rem}
.lane{width:42%}.failed,.error{color:var(--bad)}.passed{color:var(--good)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#8881;padding:.6rem}
summary{cursor:pointer;padding:.3rem 0}details details{margin-left:1.5rem}
"""
_MARKS = {Outcome.DONE: "・", Outcome.PASSED: "✓", Outcome.FAILED: "✗"}
_DAY, _CLOCK = "%m-%d", "%H:%M:%S"


def page(results: Iterable[TurnResult], translate: Translate = str) -> str:
    """The whole document."""
    results = tuple(results)
    passed = sum(result.passed for result in results)
    count = say(
        "成功 {passed}件、失敗 {failed}件", passed=passed, failed=len(results) - passed
    ).text(translate)
    lines = [
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>renkei run</title><style>{_STYLE}</style></head><body>",
        f"<h1>renkei run</h1><p>{_html(count)}</p>",
    ]
    for result in results:
        lines += _turn(result, translate)
    return "\n".join([*lines, "</body></html>", ""])


def _turn(result: TurnResult, translate: Translate) -> Iterator[str]:
    case = result.turn.loaded.case
    rules = f" [{' '.join(case.rules)}]" if case.rules else ""
    opened = "" if result.passed else " open"
    head = f"{_html(result.turn.name)}{_html(rules)} — {_html(case.title)}"
    yield f'<details{opened}><summary class="{result.verdict}">{head}</summary>'
    if case.story:
        yield f"<p>{_html(case.story)}</p>"
    yield "<table>"
    for step in result.steps:
        yield from _step(step, translate)
    yield "</table>"
    if result.broke is not None:
        yield f'<p class="error">{_html(result.broke.text(translate))}</p>'
    if result.journal:
        journal = "\n".join(line.text(translate) for line in result.journal)
        yield f"<p>{_html(say('直前の記録:').text(translate))}</p><pre>{_html(journal)}</pre>"
    if not result.passed:
        yield f"<pre>{_html(again(result))}</pre>"
    for order, lines in groupby(result.lived, key=lambda one: one.about):
        yield from _lanes(order, result.orders.get(order, ""), tuple(lines), translate)
    yield "</details>"


def _step(step: StepResult, translate: Translate) -> Iterator[str]:
    at = f"{jst(step.at):{_DAY} {_CLOCK}}"
    mark = _MARKS[step.outcome]
    title = _html(step.title.text(translate))
    note = f" <small>{_html(step.note)}</small>" if step.note else ""
    yield f'<tr><td class="time">{at}</td><td class="{step.outcome}">{mark} {title}{note}'
    for check in step.checks:
        what, actual = check.what.text(translate), check.actual.text(translate)
        if check.holds:
            yield f"<br><small>{_html(what)} = {_html(actual)}</small>"
            continue
        wanted = check.expected.text(translate)
        told = (
            f"{_html(what)} — {_html(say('期待').text(translate))}: {_html(wanted)} / "
            f"{_html(say('実際').text(translate))}: {_html(actual)}"
        )
        yield f'<br><b class="failed">{told}</b>'
    yield "</td></tr>"


def _lanes(
    order: str, number: str, lines: tuple[Lived, ...], translate: Translate
) -> Iterator[str]:
    title = say("注文{name} の時間の流れ", name=order).text(translate)
    yield f"<details><summary>{_html(title)} <small>{_html(number)}</small></summary><table>"
    yield f'<tr><th class="time"></th><th class="lane">{Lane.SHOP}</th>'
    yield f'<th class="lane">{Lane.AMAZON}</th></tr>'
    for line in lines:
        words = _html(line.words.text(translate))
        shop, amazon = (words, "") if line.lane is Lane.SHOP else ("", words)
        at = f"{jst(line.at):{_DAY} {_CLOCK}}"
        yield f'<tr><td class="time">{at}</td><td>{shop}</td><td>{amazon}</td></tr>'
    yield "</table></details>"


def _html(text: str) -> str:
    """Text from files and from Amazon: no control character, no markup."""
    return "\n".join(escape(clean(line, 4_000)) for line in text.splitlines())
