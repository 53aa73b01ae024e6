"""`renkei link` and `unlink`: nothing half-linked, no secret where it does not belong (R01-R05)."""

import stat
import sys
from io import StringIO
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from headless_shop import Till

from core import Books
from core.domain.refusals import Refusal
from tui.headless.shop import vault_of


def kept(till: Till):
    return vault_of(till.books).load()


def test_a_private_app_is_linked_from_a_file(till: Till) -> None:
    said = till("link", "--refresh-token", "--from", str(till.key_file()))
    assert said.code == 0
    assert "連携準備中" in said.out
    key = till.amazon.credentials()
    assert kept(till).refresh_token == key["refresh_token"]
    written = said.out + said.err + str(till.books.read_bytes())
    for secret in (key["refresh_token"], key["client_secret"], kept(till).personal_key):
        assert secret not in written


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_credentials_are_readable_by_their_owner_alone(till: Till) -> None:
    till("link", "--refresh-token", "--from", str(till.key_file()))
    assert stat.S_IMODE(vault_of(till.books).path.stat().st_mode) == 0o600


def test_r05_a_token_that_does_not_count_is_exit_4_and_nothing_is_kept(till: Till) -> None:
    file = till.key_file(refresh_token="Atzr|nobody")
    said = till("link", "--refresh-token", "--from", str(file))
    assert (said.code, said.out) == (4, "")
    assert Refusal.TOKEN_REFUSED.value in said.err
    assert kept(till) is None
    with Books.open(till.books) as books:
        assert books.link.get().started_at is None


def test_r01_a_small_seller_is_refused_with_the_reason(till: Till) -> None:
    small = till.amazon.control("POST", "/sellers", {"plan": "INDIVIDUAL"})
    key = till.amazon.control("GET", f"/credentials?seller_id={small['seller_id']}")
    said = till("link", "--refresh-token", "--from", str(till.key_file(**key)))
    assert said.code == 1
    assert "小口出品" in said.err
    assert kept(till) is None


def test_a_token_among_the_arguments_is_refused_and_not_repeated(till: Till) -> None:
    said = till("link", "--refresh-token", "Atzr|IwEBsecret")
    assert said.code == 2
    assert "--from" in said.err
    assert "IwEBsecret" not in said.err


def test_without_a_terminal_nothing_is_asked_for(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())
    said = till("link", "--refresh-token")
    assert said.code == 2
    assert "--from" in said.err


def test_the_real_amazon_needs_live(till: Till) -> None:
    file = till.key_file(endpoint="", token_endpoint="")
    said = till("link", "--refresh-token", "--from", str(file))
    assert said.code == 2
    assert "--live" in said.err


def test_dry_run_asks_amazon_and_keeps_nothing(till: Till) -> None:
    said = till("link", "--refresh-token", "--dry-run", "--from", str(till.key_file()))
    assert said.code == 0
    assert not till.books.exists()
    assert kept(till) is None
    file = till.key_file(refresh_token="Atzr|nobody")
    assert till("link", "--refresh-token", "--dry-run", "--from", str(file)).code == 4


def test_r03_consent_in_the_browser(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    def browser(url: str) -> bool:
        """The seller reads Amazon's page, agrees, and is sent back to this machine."""
        with httpx.Client(trust_env=False) as client:
            assert client.get(url).status_code == 200
            form = dict(parse_qsl(urlsplit(url).query)) | {"decision": "approve"}
            client.post(url.partition("?")[0], data=form, follow_redirects=True)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    file = till.key_file(refresh_token="", seller_id="")
    said = till("link", "--from", str(file))
    assert (said.code, "連携準備中" in said.out) == (0, True)
    assert kept(till).seller_id == till.amazon.credentials()["seller_id"]


def test_r03_a_declined_consent_links_nothing(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    def browser(url: str) -> bool:
        with httpx.Client(trust_env=False) as client:
            form = dict(parse_qsl(urlsplit(url).query)) | {"decision": "decline"}
            client.post(url.partition("?")[0], data=form, follow_redirects=True)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    said = till("link", "--from", str(till.key_file()))
    assert said.code == 4
    assert Refusal.DECLINED.value in said.err
    assert kept(till) is None


def test_unlink_forgets_what_let_us_in_and_keeps_the_books(linked: Till) -> None:
    assert linked("unlink", "--dry-run").code == 0
    assert kept(linked).refresh_token
    assert linked("unlink").code == 0
    assert kept(linked).refresh_token == ""
    assert len(linked("products", "--json").json()) == 2
    assert linked("unlink").code == 4
    assert linked("sync", "--once").code == 4


def test_other_books_have_other_credentials(till: Till) -> None:
    till("link", "--refresh-token", "--from", str(till.key_file()))
    till.books = till.folder / "other.db"
    assert kept(till) is None


@pytest.mark.parametrize("body", ["", "[]", '{"client_id": 5}', "\udcff", "x" * 100_000])
def test_a_file_that_holds_no_credentials_is_one_sentence(till: Till, body: str) -> None:
    file = till.folder / "bad.json"
    file.write_bytes(body.encode(errors="surrogateescape"))
    said = till("link", "--refresh-token", "--from", str(file))
    assert said.code == 2
    assert said.err.count("\n") == 1
