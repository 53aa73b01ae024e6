"""Nothing here touches what the user of this machine keeps."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices and configuration lie in a folder of the test, for child processes too."""
    monkeypatch.setenv("RENKEI_STATE", str(tmp_path / "own" / "state"))
    monkeypatch.setenv("RENKEI_CONFIG", str(tmp_path / "own" / "renkei.toml"))
