"""Whatever is given as a scenario file: a sentence, never a traceback."""

from pathlib import Path

import pytest

from scenarios.language.loader import load, loads
from scenarios.language.mistakes import WrongFile
from scenarios.language.nodes import BYTES_MAX, NODES_MAX

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "「&」"),
        ("a: &a [*a]\n", "「*」"),
        ("[" * 5_000, "入れ子が深すぎます"),
        ("{a: " * 5_000, "入れ子が深すぎます"),
        ("- " * 5_000 + "x", "入れ子が深すぎます"),
        ("[" + "1," * NODES_MAX + "]", "項目が多すぎます"),
        ("a: \x00\n", "制御文字"),
        ("a: \x1b[2J\n", "制御文字"),
        ('a: "\\ud800"\n', "制御文字"),
        ("%YAML 3.0\n---\na: 1\n", "YAMLとして読めません"),
        ("a: 'x\n", "閉じられていません"),
        ("a: |x\n", "YAMLとして読めません"),
        ("a: {b: 1 c: 2}\n", "区切り「,」"),
        ("a: b: c\n", "「:」は書けません"),
        ("a: @b\n", "引用符で囲んで"),
        ("!!python/object/apply:os.system ['true']\n", "「!」"),
        ("id: " + "x" * 400_000, "「xxx"),
    ],
)
def test_a_text(text: str, told: str) -> None:
    with pytest.raises(WrongFile, match=r"^x\.yaml:\d+:\d+: ") as wrong:
        loads(text, "x.yaml")
    assert told in str(wrong.value)
    assert all(len(line) < 1_000 for line in wrong.value.lines())


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (BYTES_MAX + 1))
    with pytest.raises(WrongFile, match="ファイルが大きすぎます（512 KiBまで）"):
        load(path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "sjis.yaml"
    path.write_bytes("id: a\ntitle: 注文\n".encode("shift_jis"))
    with pytest.raises(WrongFile, match=r"sjis\.yaml:2:8: UTF-8の文字として読めません"):
        load(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.yaml"):
        with pytest.raises(WrongFile, match=r":1:1: ファイルを読めません"):
            load(path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    text = "id: a-b\ntitle: t\nstart: 2026-11-23\nsteps:\n  - wait: PT1H\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(path).case.id == "a-b"
