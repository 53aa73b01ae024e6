"""Shops whose books and credentials lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from headless_shop import Amazon, Till

from tui.words import speak


@pytest.fixture(autouse=True)
def own_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the user's books nor his keyring are touched, here or in a child process."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr("core.credentials.system_keyring", lambda: None)
    for name in ("RENKEI_BOOKS", "RENKEI_CLOCK", "RENKEI_LANG", "RENKEI_CONTROL_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    speak("ja")


@pytest.fixture
def amazon() -> Iterator[Amazon]:
    served = Amazon()
    yield served
    served.close()


@pytest.fixture
def till(tmp_path: Path, amazon: Amazon, capsys: pytest.CaptureFixture[str]) -> Till:
    """The command line of a shop that is not linked yet."""
    return Till(tmp_path, amazon, capsys)


@pytest.fixture
def linked(till: Till) -> Till:
    """The same, 連携中 with two products."""
    till.link()
    return till
