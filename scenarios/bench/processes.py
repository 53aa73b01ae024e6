"""The program as a user starts it: a process of its own, with the same interpreter."""

import os
import sys
from pathlib import Path

PROGRAM = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""What the installed `renkei` does; this house itself may not import the command line."""

BUSY = (sys.executable, "-m", "tui.rehearsal")
"""The dashboard over a world into which orders come all the time."""

LIBRARY = Path(__file__).resolve().parents[1] / "library"
"""The scenarios that come with renkei."""


def plain_environment() -> dict[str, str]:
    """The environment without what would change language, colours or speed of the program."""
    dropped = {"RENKEI_LANG", "NO_COLOR", "FORCE_COLOR", "PYTHONPROFILEIMPORTTIME", "RENKEI_CONFIG"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def installed_environment(bytecode: Path) -> dict[str, str]:
    """The plain environment of an installed program: what is compiled once is kept, in `bytecode`.

    A checkout that is forbidden to keep it would compile Textual anew for each start.
    """
    plain = plain_environment() | {"PYTHONPYCACHEPREFIX": str(bytecode)}
    plain.pop("PYTHONDONTWRITEBYTECODE", None)
    return plain
