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
    yield f"  <testsuite name={quoteattr(path)}{_counts(results)}>"
    for result in results:
        yield from _case(result, translate)
    yield "  </testsuite>"


def _case(result: TurnResult, translate: Translate) -> Iterator[str]:
    case = result.turn.loaded.case
    named = f"classname={quoteattr(case.id)} name={quoteattr(result.turn.name)}"
    yield f'    <testcase {named} time="{result.seconds:.3f}">'
    if case.rules:
        yield "      <properties>"
        yield from (f'        <property name="rule" value="{rule}"/>' for rule in case.rules)
        yield "      </properties>"
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
    return (
        f' tests="{len(results)}" failures="{failed}" errors="{broke}" skipped="0"'
        f' time="{seconds:.3f}"'
    )


def clean_lines(text: str) -> str:
    """Text without what XML cannot hold; the ends of lines stay."""
    return "\n".join(clean(line, 4_000) for line in text.splitlines())
