"""Login with Amazon, access tokens, and what stands at the front door (sp-api.md 5)."""

import json

import pytest

ORDERS = "/orders/2026-01-01/orders"


def test_a_refresh_token_gives_an_access_token_for_an_hour(amazon):
    answer = amazon.login()
    assert answer.status == 200
    token = answer.json()
    assert token["access_token"].startswith("Atza|")
    assert token["refresh_token"].startswith("Atzr|")
    assert (token["token_type"], token["expires_in"]) == ("bearer", 3600)


def test_json_is_taken_like_a_form(amazon):
    credentials = amazon.control("GET", "/credentials")
    names = ("client_id", "client_secret", "refresh_token")
    body = {"grant_type": "refresh_token"} | {name: credentials[name] for name in names}
    answer = amazon.send(
        "POST",
        "/auth/o2/token",
        content=json.dumps(body).encode(),
        headers={"content-type": "application/json; charset=utf-8"},
    )
    assert answer.status == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"refresh_token": "Atzr|wrong"}, 400, "invalid_grant"),
        ({"refresh_token": None}, 400, "invalid_request"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, 400, "invalid_request"),
        ({"grant_type": "client_credentials", "scope": "all"}, 400, "invalid_scope"),
    ],
)
def test_what_is_wrong_gets_an_oauth_error(amazon, changes, status, error):
    answer = amazon.login(**changes)
    assert (answer.status, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


def test_a_grantless_token_opens_no_sellers_data(amazon):
    scope = "sellingpartnerapi::notifications"
    token = amazon.login(grant_type="client_credentials", scope=scope).json()
    assert "refresh_token" not in token
    assert amazon.call("GET", ORDERS, token=token["access_token"]).status == 403


def test_no_token(amazon):
    answer = amazon.send("GET", ORDERS)
    assert (answer.status, answer.error["code"]) == (403, "MissingAuthenticationToken")


def test_a_wrong_token(amazon):
    answer = amazon.call("GET", ORDERS, token="Atza|no")
    assert (answer.status, answer.error) == (
        403,
        {
            "code": "Unauthorized",
            "message": "Access to requested resource is denied.",
            "details": "The access token you provided is revoked, malformed or invalid.",
        },
    )


def test_an_access_token_ends_after_an_hour(amazon):
    token = amazon.access_token()
    amazon.advance("PT59M59S")
    path = "/sellers/v1/account"
    assert amazon.call("GET", path, token=token).status == 200
    amazon.advance("PT1S")
    answer = amazon.call("GET", path, token=token)
    assert answer.error["details"] == "The access token you provided has expired."


def test_r05_the_authorisation_ends_after_a_year(amazon):
    amazon.advance("P364D")
    assert amazon.login().status == 200
    amazon.advance("P1D")
    assert amazon.login().json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("DELETE", ORDERS, 405, "MethodNotAllowed"),
        ("GET", "/orders/2027-01-01/orders", 404, "NotFound"),
        ("GET", "/", 404, "NotFound"),
        ("GET", ORDERS + "/%FF", 404, "NotFound"),
        ("BREW", "/pot", 404, "NotFound"),
    ],
)
def test_wrong_paths_and_methods_get_an_error_list(amazon, method, path, status, code):
    answer = amazon.call(method, path)
    assert (answer.status, answer.error["code"]) == (status, code)


def test_another_content_type_is_not_taken(amazon):
    headers = {"x-amz-access-token": amazon.access_token(), "content-type": "text/plain"}
    answer = amazon.send("POST", "/feeds/2021-06-30/feeds", content=b"x", headers=headers)
    assert (answer.status, answer.error["code"]) == (415, "UnsupportedMediaType")


def test_a_body_too_large_is_not_taken(amazon):
    headers = {"x-amz-access-token": amazon.access_token()}
    content = b" " * (10 * 1024 * 1024 + 1)
    answer = amazon.send("POST", "/feeds/2021-06-30/feeds", content=content, headers=headers)
    assert answer.status == 413


def test_r01_the_sellers_plan_is_told(amazon):
    account = amazon.call("GET", "/sellers/v1/account").json()["payload"]
    assert account["sellingPlan"] == "PROFESSIONAL"
    shops = amazon.call("GET", "/sellers/v1/marketplaceParticipations").json()["payload"]
    assert [shop["marketplace"]["id"] for shop in shops] == ["A1VC38T7YXB528"]


def test_every_answer_is_dated_in_amazons_time(amazon):
    amazon.advance("P1D")
    answer = amazon.call("GET", "/sellers/v1/account")
    assert answer.headers["date"] == "Tue, 24 Nov 2026 00:00:00 GMT"
    assert len(answer.headers["x-amzn-requestid"]) == 36
