"""`renkei queue`: where ORDER_CHANGE arrives, with keys that no argument holds."""

import json
from pathlib import Path

import pytest
from headless_shop import Till

from core.account import QueueAccess
from tui.headless.shop import vault_of

URL = "https://sqs.ap-northeast-1.amazonaws.com/123456789012/renkei"


def kept_by(till: Till) -> QueueAccess | None:
    kept = vault_of(till.books).load()
    assert kept is not None
    return kept.queue


def keys_in(folder: Path) -> str:
    file = folder / "keys.json"
    file.write_text(json.dumps({"key_id": "AKIA1", "secret_key": "s3cret"}), encoding="utf-8")
    return str(file)


def test_a_queue_is_set_shown_examined_kept_by_a_new_consent_and_taken_away(linked: Till) -> None:
    assert "キューはありません" in linked("queue").out
    said = linked("queue", "--url", URL, "--from", keys_in(linked.folder))
    assert (said.code, "s3cret" in said.out + said.err) == (0, False)
    assert kept_by(linked) == QueueAccess(URL, "AKIA1", "s3cret")
    assert linked("queue").out.strip() == URL
    checks = {check["name"]: check for check in linked("doctor", "--offline", "--json").json()}
    assert (checks["queue"]["level"], URL in checks["queue"]["words"]) == ("ok", True)
    assert linked("link", "--refresh-token", "--from", str(linked.key_file())).code == 0
    assert kept_by(linked) == QueueAccess(URL, "AKIA1", "s3cret")
    assert linked("queue", "--off").code == 0
    assert kept_by(linked) is None


def test_a_fakes_queue_needs_no_keys_and_the_engine_listens_to_it(linked: Till) -> None:
    made = linked.amazon.credentials()["sqs_endpoint"] + "/000000000000/none"
    assert linked("queue", "--url", made).code == 0
    assert kept_by(linked) == QueueAccess(made)
    linked("sync", "--until", "+5m")
    assert "listen" in {job["name"] for job in linked("status", "--json").json()["jobs"]}


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "http://sqs.ap-northeast-1.amazonaws.com/123456789012/renkei",
        "https://sqs.ap-northeast-1.amazonaws.com.example.net/123456789012/renkei",
        "https://example.net/queue",
    ],
)
def test_what_is_no_queue_is_refused(linked: Till, url: str) -> None:
    said = linked("queue", "--url", url)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert kept_by(linked) is None


def test_without_keys_and_without_a_terminal_it_says_where_to_put_them(linked: Till) -> None:
    said = linked("queue", "--url", URL)
    assert (said.code, "--from" in said.err) == (2, True)
    said = linked("queue", "--off", "--url", URL)
    assert said.code == 2
