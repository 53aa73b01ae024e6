"""Documents are tested: what exists is described, in both languages, with pictures of today."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from house_sources import ROOT

from tui.cli import renkei
from tui.cli_table import COMMANDS
from tui.words import speak, translate

READMES = ("README.md", "README.ja.md")
CHAPTERS = {"README.md": "docs/scenarios.md", "README.ja.md": "docs/scenarios.ja.md"}
"""What a README leaves to its chapter on scenarios."""

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
HEADING = re.compile(r"^(#{1,6}) ", re.M)
LINK = re.compile(r"\]\((?P<target>[^)#]+)[^)]*\)")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose_of(name: str) -> str:
    """The text without its code, in which a `#` is a comment and no heading."""
    return FENCE.sub("", text_of(name))


def commands(
    command: click.Command = renkei, path: tuple[str, ...] = ("renkei",)
) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    yield " ".join(path), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from commands(child, (*path, name))


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_option_is_described(readme: str) -> None:
    text = text_of(readme) + text_of(CHAPTERS[readme])
    missing = [words for words, _command in commands() if words not in text]
    for words, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option) and max(parameter.opts, key=len) not in text:
                missing.append(f"{words} {parameter.opts[-1]}")
    assert missing == []


def test_both_readmes_have_the_same_build() -> None:
    """Same headings by depth, same code, same pictures and links, in the same order."""
    english, japanese = READMES
    assert HEADING.findall(prose_of(english)) == HEADING.findall(prose_of(japanese))
    code = {name: [match["body"] for match in FENCE.finditer(text_of(name))] for name in READMES}
    assert len(code[english]) == len(code[japanese])
    for ours, theirs in zip(code[english], code[japanese], strict=True):
        assert without_comments(ours) == without_comments(theirs)
    targets = {
        name: [
            link.replace(".ja.md", ".md")
            for link in LINK.findall(prose_of(name))
            if link not in READMES
        ]
        for name in READMES
    }
    assert targets[english] == targets[japanese]


def without_comments(code: str) -> str:
    """A code block as a machine reads it: comments may be in the reader's language."""
    return "\n".join(re.sub(r"\s*(?<!\S)# .*", "", line) for line in code.splitlines())


def test_the_first_screen_holds_what_a_newcomer_needs() -> None:
    """One sentence, a picture, and the two commands, before anything else."""
    for readme in READMES:
        first = "\n".join(text_of(readme).splitlines()[:40])
        assert "pip install uv && uv run renkei" in first
        assert "uv run pytest" in first
        assert "pip install -e . && renkei" in first
        assert re.search(r"!\[[^\]]+\]\(docs/[\w-]+\.(svg|png)\)", first)


@pytest.mark.parametrize("readme", READMES)
def test_the_scenarios_that_are_named_exist(readme: str) -> None:
    named = re.findall(r"^\| `([a-z0-9-]{2,})` \|", text_of(readme), re.M)
    library = {path.stem for path in (ROOT / "scenarios" / "library").glob("*.yaml")}
    assert len(named) >= 5
    assert set(named) - library == {"renkei"}, "the one other row is the command itself"


def test_ci_runs_the_readmes_test_command() -> None:
    assert re.search(r'^section "[^"]*" uv run pytest$', text_of(".ci/run"), re.M)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README.ja.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        *CHAPTERS.values(),
    ],
)
def test_links_lead_somewhere(name: str) -> None:
    here = (ROOT / name).parent
    targets = [target for target in LINK.findall(prose_of(name)) if "://" not in target]
    assert [target for target in targets if not (here / target).exists()] == []


def test_every_text_of_the_command_line_has_an_english_one() -> None:
    texts: set[str | None] = {entry.sentence for entry in COMMANDS.values()}
    for _words, command in commands():
        texts |= {command.help, command.short_help, command.epilog}
        texts |= {p.help for p in command.params if isinstance(p, click.Option)}
    speak("en")
    try:
        untranslated = [text for text in texts if text and translate(text) == text]
    finally:
        speak("ja")
    assert untranslated == []


@pytest.mark.long
def test_pictures_are_of_today(tmp_path: Path) -> None:
    """Made again they come out as they stand in docs/; otherwise make them anew and look."""
    from tui.shots import make_shots

    make_shots(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made
    stale = [
        name for name, content in made.items() if (ROOT / "docs" / name).read_bytes() != content
    ]
    assert stale == []


def test_shell_scripts_parse() -> None:
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
