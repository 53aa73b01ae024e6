"""Website authorisation: the page, the decision, the one-time code (R03, R05; sp-api.md 5)."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

REDIRECT = "http://127.0.0.1:50123/renkei/callback"
STATE = "0123456789abcdefghijkl"
PAGE = "/apps/authorize/consent"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def asked(amazon, **changes):
    url = urlsplit(amazon.control("GET", "/credentials")["consent_url"])
    fields = {name: values[0] for name, values in parse_qs(url.query).items()}
    fields |= {"state": STATE, "redirect_uri": REDIRECT} | changes
    return {name: value for name, value in fields.items() if value is not None}


def decide(amazon, decision="approve", **changes):
    content = urlencode(asked(amazon, decision=decision, **changes)).encode()
    return amazon.send("POST", PAGE, content=content, headers=FORM)


def consented(amazon, **changes) -> str:
    location = decide(amazon, **changes).headers["location"]
    return parse_qs(urlsplit(location).query)["spapi_oauth_code"][0]


def redeem(amazon, code, **changes):
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "refresh_token": None,
    }
    return amazon.login(**(fields | changes))


def test_r03_the_page_asks_and_says_for_which_app(amazon):
    answer = amazon.send("GET", PAGE, query=asked(amazon))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    text = answer.body.decode()
    for piece in ('method="post"', 'value="approve"', 'value="decline"', STATE, "DIRECT_TO_"):
        assert piece in text


def test_what_was_sent_to_the_page_is_text_and_never_markup(amazon):
    hostile = '"><script>alert(1)</script>'
    answer = amazon.send("GET", PAGE, query=asked(amazon, state=hostile))
    assert b"<script" not in answer.body
    assert b"&quot;&gt;&lt;script" in answer.body


def test_r03_an_approval_sends_the_seller_back_with_a_code(amazon):
    answer = decide(amazon)
    assert answer.status == 302
    location = urlsplit(answer.headers["location"])
    assert location.geturl().startswith(REDIRECT + "?")
    query = parse_qs(location.query)
    seller_id = amazon.control("GET", "/credentials")["seller_id"]
    assert query["state"] == [STATE]
    assert query["selling_partner_id"] == [seller_id]
    assert len(query["spapi_oauth_code"][0]) == 20


def test_an_address_that_has_a_query_keeps_it(amazon):
    answer = decide(amazon, redirect_uri=f"{REDIRECT}?shop=7")
    assert answer.headers["location"].startswith(f"{REDIRECT}?shop=7&spapi_oauth_code=")


def test_r03_a_decline_sends_him_back_with_none(amazon):
    query = parse_qs(urlsplit(decide(amazon, "decline").headers["location"]).query)
    assert query["error"] == ["access_denied"]
    assert query["state"] == [STATE]
    assert "spapi_oauth_code" not in query


def test_r03_the_code_becomes_a_refresh_token_that_works(amazon):
    told = redeem(amazon, consented(amazon))
    assert told.status == 200
    refresh_token = told.json()["refresh_token"]
    assert refresh_token != amazon.control("GET", "/sellers")["sellers"][0]["refresh_token"]
    access_token = amazon.login(refresh_token=refresh_token).json()["access_token"]
    assert amazon.call("GET", "/sellers/v1/account", token=access_token).status == 200
    assert (
        amazon.call("GET", "/sellers/v1/account", token=told.json()["access_token"]).status == 200
    )


def test_the_credentials_are_those_of_the_last_consent(amazon):
    told = redeem(amazon, consented(amazon)).json()
    assert amazon.control("GET", "/credentials")["refresh_token"] == told["refresh_token"]


def test_r03_a_code_counts_once(amazon):
    code = consented(amazon)
    assert redeem(amazon, code).status == 200
    again = redeem(amazon, code)
    assert (again.status, again.json()) == (
        400,
        {
            "error": "invalid_grant",
            "error_description": "The request has an invalid grant parameter : code",
        },
    )


def test_r03_a_code_lives_five_minutes(amazon):
    late, last = consented(amazon), consented(amazon)
    amazon.advance("PT4M59S")
    assert redeem(amazon, last).status == 200
    amazon.advance("PT1S")
    assert redeem(amazon, late).json()["error"] == "invalid_grant"


def test_a_code_is_bound_to_the_address_it_went_to(amazon):
    answer = redeem(amazon, consented(amazon), redirect_uri="http://127.0.0.1:1/other")
    assert answer.json()["error_description"].endswith(": redirect_uri")
    assert redeem(amazon, consented(amazon), redirect_uri=None).status == 200


def test_another_apps_code_is_none(amazon):
    code = consented(amazon)
    seller_id = amazon.control("GET", "/credentials")["seller_id"]
    other = amazon.control("POST", "/sellers", {"seller_id": seller_id, "app": "second"})
    client = {name: other[name] for name in ("client_id", "client_secret")}
    assert redeem(amazon, code, **client).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"application_id": "amzn1.sp.solution.none"}, "MD1000"),
        ({"application_id": None}, "MD1000"),
        ({"redirect_uri": None}, "MD5101"),
        ({"redirect_uri": "javascript:alert(1)"}, "MD5101"),
        ({"redirect_uri": "http://[::1/"}, "MD5101"),
        ({"redirect_uri": "http://127.0.0.1/\r\nset-cookie: a=b"}, "MD5101"),
        ({"redirect_uri": "//elsewhere.example/"}, "MD5101"),
        ({"state": "x" * 3000}, "MD9001"),
    ],
)
def test_what_cannot_be_asked_goes_nowhere(amazon, changes, code):
    for answer in (
        amazon.send("GET", PAGE, query=asked(amazon, **changes)),
        decide(amazon, **changes),
    ):
        assert answer.status == 400
        assert "location" not in answer.headers
        assert code in answer.body.decode()


def test_a_decision_that_is_none_and_a_seller_who_is_none(amazon):
    assert decide(amazon, "perhaps").status == 400
    assert decide(amazon, selling_partner_id="A0").status == 400
    assert amazon.send("DELETE", PAGE).status == 405


def test_of_several_sellers_the_one_who_is_chosen_consents(amazon):
    other = amazon.control("POST", "/sellers", {})
    page = amazon.send("GET", PAGE, query=asked(amazon)).body.decode()
    assert page.count("<option") == 2
    told = redeem(amazon, consented(amazon, selling_partner_id=other["seller_id"])).json()
    now = amazon.control("GET", "/credentials", seller_id=other["seller_id"])
    assert now["refresh_token"] == told["refresh_token"]


def test_a_consent_is_part_of_a_checkpoint(amazon):
    code = consented(amazon)
    saved = amazon.control("POST", "/checkpoints")["id"]
    first = redeem(amazon, code)
    amazon.control("POST", f"/checkpoints/{saved}/restore")
    assert redeem(amazon, code).body == first.body
