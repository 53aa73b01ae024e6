"""The machine that the figures belong to."""

import os
import platform
import sqlite3
import sys


def machine() -> dict[str, object]:
    """What a reader needs to compare two runs; no host name, no user, no path."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "sqlite": sqlite3.sqlite_version,
        "cpus": os.cpu_count() or 1,
        "load_1min": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
