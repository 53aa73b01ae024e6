"""What JUnit XML may hold, so that the strictest of its common readers take it.

Written down from two published schemas: `junit-10.xsd` of Jenkins' xUnit plugin and
`surefire-test-report.xsd` of Maven Surefire. What either forbids is forbidden, what either
requires is required. GitLab, GitHub and Azure read less than that.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

COUNT = re.compile(r"[0-9]+").fullmatch
SECONDS = re.compile(r"[0-9]+\.[0-9]+").fullmatch
TEXT = re.compile(r".+", re.DOTALL).fullmatch

Fits = Callable[[str], object]


class Rule(NamedTuple):
    """An element: attributes that must and may be there, children in this order, text or none."""

    must: dict[str, Fits]
    may: dict[str, Fits]
    children: tuple[str, ...] = ()
    text: bool = False
    children_max: int | None = None


COUNTS: dict[str, Fits] = {"tests": COUNT, "failures": COUNT, "errors": COUNT}
SCHEMA = {
    "testsuites": Rule({}, {"name": TEXT, "time": SECONDS, **COUNTS}, ("testsuite",)),
    "testsuite": Rule(
        {"name": TEXT, "time": SECONDS, "skipped": COUNT, **COUNTS},
        {"group": TEXT},
        ("properties", "testcase"),
    ),
    "properties": Rule({}, {}, ("property",)),
    "property": Rule({"name": TEXT, "value": TEXT}, {}),
    "testcase": Rule(
        {"name": TEXT, "time": SECONDS},
        {"classname": TEXT, "group": TEXT},
        ("skipped", "error", "failure", "system-out", "system-err"),
        children_max=1,
    ),
    "failure": Rule({"type": TEXT}, {"message": TEXT}, text=True),
    "error": Rule({"type": TEXT}, {"message": TEXT}, text=True),
    "skipped": Rule({}, {"message": TEXT}, text=True),
    "system-out": Rule({}, {}, text=True),
    "system-err": Rule({}, {}, text=True),
}


def breaches(root: Element) -> list[str]:
    """What of a report breaks the schema, or contradicts itself."""
    found = [] if root.tag == "testsuites" else [f"root is {root.tag}"]
    return [*found, *_element(root), *_sums(root)]


def _element(element: Element) -> Iterator[str]:
    tag = element.tag
    rule = SCHEMA.get(tag)
    if rule is None:
        yield f"no element {tag}"
        return
    known = {**rule.must, **rule.may}
    yield from (f"{tag} lacks {name}" for name in rule.must if name not in element.attrib)
    for name, value in element.attrib.items():
        if name not in known:
            yield f"{tag} has no attribute {name}"
        elif not known[name](value):
            yield f"{tag} {name}={value!r}"
    if not rule.text and (element.text or "").strip():
        yield f"{tag} holds text"
    tags = [child.tag for child in element]
    yield from (f"{child} in {tag}" for child in tags if child not in rule.children)
    places = [rule.children.index(child) for child in tags if child in rule.children]
    if places != sorted(places):
        yield f"order in {tag}: {tags}"
    if rule.children_max is not None and len(tags) > rule.children_max:
        yield f"{tag} holds {tags}"
    for child in element:
        yield from _element(child)


def _sums(root: Element) -> Iterator[str]:
    """The counts are those of the cases below."""
    for group in (root, *root.iter("testsuite")):
        cases = list(group.iter("testcase"))
        there = {
            "tests": len(cases),
            "failures": sum(case.find("failure") is not None for case in cases),
            "errors": sum(case.find("error") is not None for case in cases),
        }
        for name, count in there.items():
            if group.get(name) != str(count):
                yield f"{group.tag} says {name}={group.get(name)}, there are {count}"
