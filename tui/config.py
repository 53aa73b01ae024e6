"""renkei.toml: what a person fixes for every start. Strict, and all mistakes are told at once."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from core.domain.cleaning import clean
from tui.cli_page import nearest
from tui.words import LANGUAGES, _

FILE = "renkei.toml"
PLACE = "RENKEI_CONFIG"
"""Environment variable that names the file in the place of the user's own."""

BYTES_MAX = 1_000_000
LINE_MAX = 400
SPEED_MAX = 1_000_000
ITEMS = ("language", "theme", "speed", "keys")


class Config(msgspec.Struct, frozen=True):
    """What the file says; None where it says nothing. `keys` are Textual's names, by id."""

    language: str | None = None
    theme: str | None = None
    speed: float | None = None
    keys: dict[str, str] = {}


class Mistake(NamedTuple):
    """One mistake; `line` counts from 1 and is 0 where it cannot be told."""

    line: int
    sentence: str


class ConfigWrong(Exception):
    """A file that cannot be followed, with everything that is wrong in it."""

    def __init__(self, path: Path, mistakes: Sequence[Mistake]) -> None:
        self.path = path
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line a mistake, `path:line: sentence`."""
        return [
            clean(f"{self.path}:{line}: {told}" if line else f"{self.path}: {told}")
            for line, told in self.mistakes
        ]


def own_config(named: Path | None = None) -> Path | None:
    """The file to read: `named`, else that of the environment, else the user's own if it exists."""
    if named is None and (given := os.environ.get(PLACE)):
        named = Path(given)
    if named is not None:
        return named
    own = usual_place()
    return own if own.exists() else None


def usual_place() -> Path:
    """Where the user's own file is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("renkei", appauthor=False) / FILE


def read_config(path: Path | None) -> Config:
    """What the file says, nothing for None. Raises ConfigWrong."""
    if path is None:
        return Config()
    import tomllib

    text = _text(path)
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        told = _("TOMLとして読めません（{reason}）。").format(reason=str(error)[:200])
        raise ConfigWrong(path, [Mistake(line, told)]) from None
    reader = _Reader(text)
    config = reader.config(found)
    if reader.mistakes:
        raise ConfigWrong(path, reader.mistakes)
    return config


def language_of(path: Path | None) -> str | None:
    """The language alone, for programs that do not care what else is in the file."""
    if path is None:
        return None
    import tomllib

    try:
        found = tomllib.loads(_text(path)).get("language")
    except (ConfigWrong, tomllib.TOMLDecodeError, RecursionError):
        return None
    return found if found in LANGUAGES else None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MAX).decode()
    except UnicodeDecodeError:
        wrong = _("UTF-8の文字ではありません。")
    except OSError:
        wrong = _("設定ファイルを読めません。")
    raise ConfigWrong(path, [Mistake(0, wrong)])


class _Reader:
    """Reads the parsed file and collects what is wrong."""

    def __init__(self, text: str) -> None:
        self._lines = dict(_lines_of(text))
        self.mistakes: list[Mistake] = []

    def config(self, found: Mapping[str, object]) -> Config:
        """The whole file, as far as it can be followed."""
        for name in found:
            if name not in ITEMS:
                self._wrong(
                    name,
                    _("「{name}」という項目はありません。{names} のどれかです。{hint}").format(
                        name=name[:40], names="、".join(ITEMS), hint=nearest(name[:40], ITEMS)
                    ),
                )
        return Config(
            self._one_of("language", found, LANGUAGES),
            self._one_of("theme", found, theme_names() if "theme" in found else ()),
            self._speed(found),
            self._keys(found.get("keys", {})),
        )

    def _wrong(self, name: str, sentence: str) -> None:
        self.mistakes.append(Mistake(self._lines.get(name, 0), f"{name[:60]}: {sentence}"))

    def _one_of(self, name: str, found: Mapping[str, object], known: Sequence[str]) -> str | None:
        value = found.get(name)
        if name not in found or value in known:
            return None if value is None else str(value)
        told = str(value)[:40]
        self._wrong(
            name,
            _("「{value}」は使えません。{names} のどれかです。{hint}").format(
                value=told, names="、".join(known), hint=nearest(told, known)
            ),
        )
        return None

    def _speed(self, found: Mapping[str, object]) -> float | None:
        if "speed" not in found:
            return None
        value = found["speed"]
        if type(value) in (int, float) and 1 <= value <= SPEED_MAX:  # type: ignore[operator]
            return float(value)  # type: ignore[arg-type]
        self._wrong(
            "speed",
            _("「{value}」は使えません。1から{most}までの数です（現実の1秒に進む秒数）。").format(
                value=str(value)[:40], most=SPEED_MAX
            ),
        )
        return None

    def _keys(self, table: object) -> dict[str, str]:
        if not isinstance(table, dict):
            self._wrong("keys", _("[keys] の下に「操作 = キー」の行を書いてください。"))
        if not isinstance(table, dict) or not table:
            return {}
        from tui.keyboard import all_keys, clashes

        known, chosen = all_keys(), {}
        for id, value in _flat(table):
            if id not in known:
                told = _("この操作はありません。一覧は renkei config で見られます。{hint}")
                self._wrong(f"keys.{id}", told.format(hint=nearest(id[:60], list(known))))
            elif known[id].fixed:
                told = _("この操作のキーは変えられません。Esc・Enter・Tabはどこでも同じ働きです。")
                self._wrong(f"keys.{id}", told)
            elif keys := self._read_keys(f"keys.{id}", value):
                chosen[id] = ",".join(keys)
        for clash in clashes(chosen):
            one, other = sorted((clash.one, clash.other), key=lambda each: each.id not in chosen)
            told = _("「{key}」は同じ画面の「{word}」（{other}）にも使われます。")
            self._wrong(
                f"keys.{one.id}",
                told.format(key=clash.key, word=_(other.word), other=other.id),
            )
        return chosen

    def _read_keys(self, name: str, value: object) -> list[str]:
        """The keys of one line; those that cannot be used are told and left out."""
        from tui.keyboard import AMBIGUOUS, RESERVED, key_names, read_key

        keys = []
        for text in value if isinstance(value, list) and value else [value]:
            key = read_key(text) if isinstance(text, str) else None
            if key is None:
                told = _("「{value}」というキーはありません。例: {examples}。{hint}").format(
                    value=str(text)[:40],
                    examples='"x" "f5" "ctrl+t" ["up", "k"]',
                    hint=nearest(str(text)[:40], key_names()),
                )
                self._wrong(name, told)
            elif key in RESERVED | AMBIGUOUS:
                told = _("「{value}」はほかの操作には使えません。").format(value=text)
                self._wrong(name, told)
            else:
                keys.append(key)
        return keys


def theme_names() -> list[str]:
    """Every theme that can be chosen, the house's own first."""
    from textual.theme import BUILTIN_THEMES

    from tui.themes import themes

    return [*(theme.name for theme in themes()), *BUILTIN_THEMES]


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Dotted names of the values, however the tables were written."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _lines_of(text: str) -> Iterator[tuple[str, int]]:
    """Each dotted name with the line on which it stands, as far as a look at the lines tells."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LINE_MAX:
            continue
        if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
            table = _bare(header[1]) + "."
            yield table[:-1], number
        elif entry := re.match(r"""\s*((?:[\w.\s-]|"[^"]*"|'[^']*')+?)\s*=""", line):
            yield table + _bare(entry[1]), number


def _bare(name: str) -> str:
    return re.sub(r"""["'\s]""", "", name)
