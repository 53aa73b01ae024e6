"""What is installed is what is written: pins, package contents, and a start from elsewhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
from house_sources import PACKAGES, ROOT, shown, tracked_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"(?P<name>[a-z0-9]+(?:[-.][a-z0-9]+)*)==(?P<version>[0-9][0-9a-z.]*)")
DATA = {".yaml", ".tcss", ".mo", ".json", ".html", ".typed"}
"""Endings of the files that the program reads at run time."""


def normal(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    matches = [PIN.fullmatch(text) for text in PROJECT["tool"]["uv"]["constraint-dependencies"]]
    assert None not in matches, "a pin is a name and a version, nothing else"
    return {match["name"]: match["version"] for match in matches if match}


def named(requirement: str) -> str:
    return normal(re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0])


def made_by_uv() -> bool:
    """Whether uv made this environment: pip does not know its pins."""
    marker = Path(sys.prefix) / "pyvenv.cfg"
    return marker.is_file() and re.search(r"^uv = ", marker.read_text("utf-8"), re.M) is not None


def test_pins_are_versions_without_addresses() -> None:
    assert len(pins()) == len(PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert set(PROJECT["tool"]["uv"]) <= {
        "constraint-dependencies",
        "build-constraint-dependencies",
    }
    assert re.search(r"\w+://", str(PROJECT["tool"]["uv"])) is None


def test_every_direct_dependency_is_pinned() -> None:
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    for group in PROJECT["dependency-groups"].values():
        asked += group
    assert {named(requirement) for requirement in asked} - set(pins()) == set()


def test_the_build_is_pinned_too() -> None:
    """uv resolves the build's own environment apart, under constraints of their own."""
    built_with = PROJECT["tool"]["uv"]["build-constraint-dependencies"]
    assert {named(text) for text in PROJECT["build-system"]["requires"]} <= set(
        map(named, built_with)
    )
    assert set(built_with) <= {f"{name}=={number}" for name, number in pins().items()}


@pytest.mark.skipif(not made_by_uv(), reason="pip installs the newest versions, not the pins")
def test_uv_obeys_the_pins() -> None:
    """Every distribution here stands in the pins, at exactly that version."""
    installed = {normal(found.metadata["Name"]): found.version for found in distributions()}
    installed.pop("renkei")
    wrong = {name: number for name, number in installed.items() if pins().get(name) != number}
    assert wrong == {}


def test_the_version_is_the_changelogs_newest() -> None:
    headings = re.findall(
        r"^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    assert headings[0] == PROJECT["project"]["version"] == version("renkei")


def built_wheel(folder: Path) -> Path:
    """A wheel of the checkout, built in an environment of its own."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv:
        command = [uv, "build", "--wheel", "--quiet", "--out-dir", folder, ROOT]
    else:
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT]
    subprocess.run(command, check=True)
    return next(folder.glob("renkei-*.whl"))


@pytest.mark.long
def test_the_wheel_carries_every_file_that_the_program_reads(tmp_path: Path) -> None:
    with zipfile.ZipFile(built_wheel(tmp_path)) as wheel:
        carried = set(wheel.namelist())
    wanted = {
        shown(path)
        for path in tracked_files()
        if shown(path).split("/")[0] in PACKAGES and path.suffix in {".py", *DATA}
    }
    assert wanted - carried == set()
    for ending in (".yaml", ".tcss", ".mo"):
        assert any(name.endswith(ending) for name in carried), ending
    assert not any(name.startswith(("tests/", "docs/")) for name in carried)


@pytest.mark.long
def test_the_wheel_runs_from_another_folder(tmp_path: Path) -> None:
    """The unpacked wheel stands before the checkout on the path: what it lacks would be missed."""
    home = tmp_path / "installed"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(built_wheel(tmp_path)) as wheel:
        wheel.extractall(home)
    environment = {**os.environ, "PYTHONPATH": str(home)}

    def renkei(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            cwd=elsewhere,
            env=environment,
            capture_output=True,
            text=True,
        )

    where = subprocess.run(
        [sys.executable, "-c", "import core, simulator, scenarios, tui; print(tui.__file__)"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(home))
    assert renkei("--version").stdout == f"renkei {version('renkei')}\n"
    assert "Usage" in renkei("--lang", "en", "--help").stdout
    played = renkei("run", str(home / "scenarios" / "library" / "happy-path.yaml"))
    assert played.returncode == 0, played.stdout + played.stderr
