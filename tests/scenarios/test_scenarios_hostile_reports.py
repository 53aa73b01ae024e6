"""What a case says of itself is harmless in the terminal, in XML, in JSON and on the page."""

import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from junit_schema import breaches
from scenario_mistakes import check
from scenario_texts import HEAD

from scenarios.command import Files, run_paths
from scenarios.reports import page

EVIL = (
    "</pre><script>alert(1)</script> ]]> <![CDATA[x]]> & \" ' {0.__class__} \\x1b[31m"
    "\x07\x1b[31m\x1b]0;owned\x07\x9b2J\x00 \x85\u2028 \u202egnp.exe\u2066 \ufeff\ufffe\uffff"
)
SKU = "T<b>]]>&\x07\u202e"
NAMES = "<A>&;"


def quoted(text: str) -> str:
    """As a YAML file can hold anything."""
    return json.dumps(text)


CASE = f"""
id: hostile
title: {quoted(EVIL[:180])}
story: {quoted(EVIL)}
tags: [{quoted(EVIL[:90])}]
rules: [R18]
start: 2026-11-23 09:00
policy: safe
examples: [{{name: {quoted(EVIL[:100])}, n: 1}}]
shop:
  products:
    - code: tea
      title: {quoted(EVIL[:150])}
      stock: 10
      price: 1280
      link: {{sku: {quoted(SKU)}, asin: B0RENKEI01}}
steps:
  - note: {quoted(EVIL[:150])}
    buyer_orders: {{order: {quoted(NAMES)}, items: {{{quoted(SKU)}: 1}}}}
  - expect:
      within: PT10M
      orders: {{{quoted(NAMES)}: {{決済ステータス: 連携失敗, 追跡番号: {quoted(EVIL[:150])}}}}}
"""


def hidden(text: str) -> set[str]:
    """What a terminal would obey or turn round."""
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return {
        hex(ord(char))
        for char in text
        if (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char != "\n")
        or unicodedata.bidirectional(char) in bidi
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of the run and each of its reports, by kind."""
    folder = tmp_path_factory.mktemp("run")
    case = folder / "x]]>&'<b>.yaml"
    case.write_text(CASE, encoding="utf-8")
    files = Files(junit=folder / "r.xml", json=folder / "r.json", html=folder / "r.html")
    out = io.StringIO()
    assert run_paths([case], files=files, out=out) == 1
    reports = {kind: (folder / f"r.{kind}").read_text("utf-8") for kind in ("xml", "json", "html")}
    return {"text": out.getvalue(), **reports}


@pytest.mark.parametrize("kind", ["text", "xml", "json", "html"])
def test_nothing_in_it_is_obeyed(told: dict[str, str], kind: str) -> None:
    assert hidden(told[kind]) == set()
    assert "連携失敗" in told[kind], "the failure is told all the same"


def test_the_xml_is_what_ci_servers_read(told: dict[str, str]) -> None:
    root = ElementTree.fromstring(told["xml"])
    assert breaches(root) == []
    (failure,) = root.iter("failure")
    assert "</pre><script>" in str(failure.text)


def test_the_json_is_one_document(told: dict[str, str]) -> None:
    (case,) = json.loads(told["json"])["cases"]
    assert case["id"].startswith("hostile[</pre><script>")


def test_the_page_has_no_markup_but_its_own(told: dict[str, str]) -> None:
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
            opened.append(tag)

    Reader().feed(told["html"])
    own = set(re.findall(r"<([a-z0-9]+)", Path(str(page.__file__)).read_text("utf-8")))
    assert set(opened) <= own


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\x07", "\x9b", "\ufeff", "\ufffe"])
def test_a_name_has_no_character_that_hides(char: str) -> None:
    name = quoted(f"A{char}")
    check(
        f"{HEAD}steps:\n  - buyer_orders: {{order: §{name}, items: {{TEA: 1}}}}\n", "注文の呼び名"
    )
