"""Consents taken back and given again, grantless tokens, client secrets (R05; sp-api.md 5)."""

import json

import pytest

ACCOUNT = "/sellers/v1/account"
BAD = "The access token you provided is revoked, malformed or invalid."


def path_of(amazon, word):
    return f"/sellers/{amazon.control('GET', '/credentials')['seller_id']}/{word}"


def test_r05_a_revoked_consent_ends_every_token_at_once(amazon):
    token = amazon.access_token()
    amazon.control("POST", path_of(amazon, "revoke"))
    answer = amazon.call("GET", ACCOUNT, token=token)
    assert (answer.status, answer.error["details"]) == (403, BAD)
    refused = amazon.login()
    assert (refused.status, refused.json()["error"]) == (400, "invalid_grant")
    assert "User may have revoked" in refused.json()["error_description"]


def test_r05_a_consent_given_again_lets_in_again(amazon):
    token = amazon.access_token()
    amazon.control("POST", path_of(amazon, "revoke"))
    amazon.advance("P2D")
    told = amazon.control("POST", path_of(amazon, "authorise"))
    assert told["authorised_at"] == "2026-11-25T00:00:00Z"
    assert amazon.control("GET", "/credentials") == told
    assert amazon.call("GET", ACCOUNT).status == 200
    assert amazon.call("GET", ACCOUNT, token=token).status == 403
    amazon.advance("P364D")
    assert amazon.login().status == 200
    amazon.advance("P1D")
    assert amazon.login().status == 400


@pytest.mark.parametrize(("choice", "status"), [("stay", 200), ("end", 400)])
def test_what_a_second_consent_does_to_the_first_is_a_behaviour(amazon, choice, status):
    amazon.control("PATCH", "/behaviours", {"earlier_refresh_tokens": choice})
    first = amazon.control("GET", "/credentials")["refresh_token"]
    amazon.control("POST", path_of(amazon, "authorise"))
    assert amazon.login(refresh_token=first).status == status


def test_only_the_one_app_loses_its_consent(amazon):
    seller_id = amazon.control("GET", "/credentials")["seller_id"]
    other = amazon.control("POST", "/sellers", {"seller_id": seller_id, "app": "second"})
    amazon.control("POST", f"/sellers/{seller_id}/revoke", {"app": "second"})
    client = {name: other[name] for name in ("client_id", "client_secret", "refresh_token")}
    assert amazon.login(**client).status == 400
    assert amazon.login().status == 200


def test_there_is_nothing_to_revoke_twice(amazon):
    amazon.control("POST", path_of(amazon, "revoke"))
    assert amazon.try_control("POST", path_of(amazon, "revoke")).status == 409
    assert amazon.try_control("POST", "/sellers/A0/revoke").status == 404
    wrong = amazon.try_control("POST", path_of(amazon, "revoke"), {"app": "nobody"})
    assert (wrong.status, wrong.json()["error"]["field"]) == (400, "app")


@pytest.mark.parametrize(
    "scope", ["sellingpartnerapi::notifications", "sellingpartnerapi::client_credential:rotation"]
)
def test_a_grantless_token_tells_its_scope(amazon, scope):
    answer = amazon.login(grant_type="client_credentials", scope=scope, refresh_token=None)
    assert answer.status == 200
    told = answer.json()
    assert (told["scope"], told["expires_in"]) == (scope, 3600)
    assert "refresh_token" not in told


def test_a_rotated_secret_counts_at_once_and_the_old_one_for_a_week(amazon):
    old = amazon.control("GET", "/credentials")
    app_id = old["consent_url"].partition("=")[2]
    told = amazon.control("POST", f"/apps/{app_id}/rotate-secret")
    assert told["old_secret_ends"] == "2026-11-30T00:00:00Z"
    assert told["client_secret"] != old["client_secret"]
    assert amazon.login().status == 200
    amazon.advance("P6D")
    assert amazon.login(client_secret=old["client_secret"]).status == 200
    amazon.advance("P1D")
    refused = amazon.login(client_secret=old["client_secret"])
    assert (refused.status, refused.json()["error"]) == (401, "invalid_client")
    assert amazon.login().status == 200


def test_a_secret_may_be_set_to_age(amazon):
    amazon.control("PATCH", "/behaviours", {"client_secret_lives": "P180D"})
    app_id = amazon.control("GET", "/credentials")["consent_url"].partition("=")[2]
    amazon.advance("P180D")
    assert amazon.login().json()["error"] == "invalid_client"
    told = amazon.control("POST", f"/apps/{app_id}/rotate-secret")
    assert told["secret_ends"] == "2027-11-18T00:00:00Z"
    assert amazon.login().status == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b'{"grant_type": 7}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(5000)), "application/x-www-form-urlencoded"),
        (b"", ""),
    ],
)
def test_what_is_no_request_gets_an_oauth_error(amazon, body, content_type):
    answer = amazon.send(
        "POST", "/auth/o2/token", content=body, headers={"content-type": content_type}
    )
    assert (answer.status, answer.json()["error"]) == (400, "invalid_request")


def test_the_control_interface_describes_all_this(amazon):
    paths = json.loads(amazon.send("GET", "/_sim/openapi.json").body)["paths"]
    for path in ("sellers/{seller_id}/revoke", "sellers/{seller_id}/authorise"):
        assert "post" in paths[f"/_sim/{path}"]
    assert "post" in paths["/_sim/apps/{app}/rotate-secret"]
