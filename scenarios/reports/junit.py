"""JUnit XML, as CI servers read it: a suite a file, a case a turn."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from core.domain.cleaning import clean
from scenarios.reports.told import again, told_failure
from scenarios.said import Translate
from scenarios.turns import TurnResult, Verdict


def junit(results: Iterable[TurnResult], translate: Translate = str) -> str:
    """The whole document."""
    results = tuple(results)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_counts(results)}>"]
    for path, group in groupby(results, key=lambda result: result.turn.loaded.path):
        lines += _suite(path, tuple(group), translate)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(path: str, results: tuple[TurnResult, ...], translate: Translate) -> Iterator[str]:
    yield f'  <testsuite name={quoteattr(path)} skipped="0"{_counts(results)}>'
    cases = (result.turn.loaded.case for result in results)
    yield from _properties(sorted({rule for case in cases for rule in case.rules}))
    for result in results:
        yield from _case(result, translate)
    yield "  </testsuite>"


def _properties(rules: list[str]) -> Iterator[str]:
    """Where the common schema has a place for them: the suite, not the case."""
    if rules:
        yield "    <properties>"
        yield from (f'      <property name="rule" value="{rule}"/>' for rule in rules)
        yield "    </properties>"


def _case(result: TurnResult, translate: Translate) -> Iterator[str]:
    case = result.turn.loaded.case
    named = f"classname={quoteattr(case.id)} name={quoteattr(result.turn.name)}"
    yield f'    <testcase {named} time="{result.seconds:.3f}">'
    if result.verdict in (Verdict.FAILED, Verdict.BROKE):
        kind = "failure" if result.verdict is Verdict.FAILED else "error"
        told = told_failure(result, translate)
        first = told.splitlines()[0] if told else ""
        yield f'      <{kind} message={quoteattr(first)} type="{result.verdict}">'
        yield escape(clean_lines(f"{told}\n{again(result)}"))
        yield f"      </{kind}>"
    yield "    </testcase>"


def _counts(results: tuple[TurnResult, ...]) -> str:
    failed = sum(result.verdict is Verdict.FAILED for result in results)
    broke = sum(result.verdict is Verdict.BROKE for result in results)
    seconds = sum(result.seconds for result in results)
    return f' tests="{len(results)}" failures="{failed}" errors="{broke}" time="{seconds:.3f}"'


def clean_lines(text: str) -> str:
    """Text without what XML cannot hold; the ends of lines stay."""
    return "\n".join(clean(line, 4_000) for line in text.splitlines())
