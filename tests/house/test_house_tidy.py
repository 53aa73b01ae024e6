"""Style as a test: what design.md asks of every file, so that nobody has to ask for it again."""

import re

from house_sources import FOLDERS, ROOT, functions_of, lines_of, python_files, shown, tracked_files

FILE_LINES = 300
FUNCTION_LINES = 60
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def spelled(*parts: str) -> str:
    """A word that this file may not contain itself."""
    return "".join(parts)


UNFINISHED = re.compile(
    "|".join([spelled("TO", "DO"), spelled("FIX", "ME"), spelled("X", "XX"), spelled("HA", "CK:")])
)
OF_ONE_MACHINE = re.compile(
    "|".join(
        [
            *(rf"(?<![\w.~-])/{folder}/" for folder in ("work", "farm", "root", r"home/\w+")),
            rf"/tmp/{spelled('bash', '_jobs')}",
            *(
                re.escape(spelled(*host))
                for host in (
                    ("pypi", ".org"),
                    ("python", "hosted.org"),
                    ("registry", ".npmjs"),
                    ("deb.", "debian.org"),
                    ("proxy.", "golang.org"),
                )
            ),
        ]
    )
)


def test_every_folder_of_the_house_has_files() -> None:
    found = {shown(path).split("/")[0] for path in python_files()}
    assert found == set(FOLDERS)


def test_files_stay_under_300_lines() -> None:
    long = {shown(path): lines_of(path) for path in python_files() if lines_of(path) > FILE_LINES}
    assert long == {}


def test_functions_stay_under_60_lines() -> None:
    functions = [function for path in python_files() for function in functions_of(path)]
    assert len(functions) > 100, "the walk found too little to be believed"
    assert [function for function in functions if function.lines > FUNCTION_LINES] == []


def test_nothing_is_marked_as_unfinished() -> None:
    found = [
        f"{shown(path)}:{number} {line.strip()}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_modules_are_named_for_what_they_hold() -> None:
    vague = [
        shown(path)
        for path in python_files()
        if NAMES_THAT_SAY_NOTHING & {*path.stem.split("_"), path.parent.name}
    ]
    assert vague == []


def test_tracked_files_know_no_machine_and_no_registry() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{shown(path)}: {match.group()}" for match in OF_ONE_MACHINE.finditer(text)]
    assert found == []


def test_the_lock_file_and_databases_stay_out_of_git() -> None:
    """A lock file would carry the addresses of one machine's package index."""
    names = [shown(path) for path in tracked_files()]
    assert [name for name in names if name.endswith((".lock", ".db", ".db-wal", ".mo~"))] == []
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
