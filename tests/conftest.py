"""No test touches what the user of this machine keeps."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Choices and configuration lie in a folder of the run, for child processes too."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "renkei.toml").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENKEI_STATE", str(folder / "state"))
        patch.setenv("RENKEI_CONFIG", str(folder / "renkei.toml"))
        yield
