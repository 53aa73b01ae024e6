"""The consent: what the seller is sent to, and what he brings back (R03)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from link_shop import CODE

from core.domain.refusals import Refusal
from core.errors import Refused
from core.linking.consent import Answer, Application, Consent

STATE = "0123456789abcdefghijkl"
REDIRECT = "http://127.0.0.1:50123/renkei/callback"
APPLICATION = Application("amzn1.sp.solution.1", "client", "secret")
GOOD = f"spapi_oauth_code={CODE}&state={STATE}&selling_partner_id=A95Z22XO7AAPWY"


def begin(application: Application = APPLICATION) -> Consent:
    return Consent.begin(application, REDIRECT, STATE)


def refusal(answer: str) -> Refusal:
    with pytest.raises(Refused) as refused:
        begin().read(answer)
    return refused.value.reason


def test_r03_the_seller_is_sent_to_amazons_own_page_with_the_state() -> None:
    parts = urlsplit(begin().url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == (
        "https://sellercentral.amazon.co.jp/apps/authorize/consent"
    )
    assert parse_qs(parts.query) == {
        "application_id": ["amzn1.sp.solution.1"],
        "state": [STATE],
        "redirect_uri": [REDIRECT],
    }
    draft = begin(Application("amzn1.sp.solution.1", "client", "secret", draft=True))
    assert "version=beta" in draft.url


@pytest.mark.parametrize("answer", [GOOD, f"{REDIRECT}?{GOOD}", f"  {GOOD}&mws_auth_token=x\n"])
def test_r03_a_consent_is_read_from_a_query_or_a_pasted_address(answer: str) -> None:
    assert begin().read(answer) == Answer(CODE, "A95Z22XO7AAPWY")


def test_r03_another_attempts_answer_is_refused() -> None:
    assert refusal(GOOD.replace(STATE, "x" * 22)) is Refusal.FOREIGN_ANSWER
    assert refusal(f"spapi_oauth_code={CODE}&selling_partner_id=A95Z22") is Refusal.FOREIGN_ANSWER
    assert refusal("error=access_denied") is Refusal.FOREIGN_ANSWER


def test_r03_an_answer_counts_once() -> None:
    consent = begin()
    consent.read(GOOD)
    with pytest.raises(Refused) as refused:
        consent.read(GOOD)
    assert refused.value.reason is Refusal.ANSWER_USED


def test_r03_a_declined_consent_is_refused() -> None:
    answer = f"error=access_denied&error_description=no&state={STATE}"
    assert refusal(answer) is Refusal.DECLINED


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "hello",
        "https://[::1/?x=1",
        f"state={STATE}&state={STATE}&spapi_oauth_code={CODE}&selling_partner_id=A95Z22",
        f"state={STATE}&spapi_oauth_code=&selling_partner_id=A95Z22",
        f"state={STATE}&spapi_oauth_code={CODE}",
        f"state={STATE}&spapi_oauth_code={CODE}%0d%0a&selling_partner_id=A95Z22",
        f"state={STATE}&spapi_oauth_code={CODE}&selling_partner_id=%E8%B2%A9%E5%A3%B2%E8%80%85",
        f"{GOOD}&{'x=1&' * 30}y=1",
        f"{GOOD}&x={'1' * 5000}",
    ],
)
def test_r03_what_is_no_answer_is_refused_with_a_sentence(answer: str) -> None:
    assert refusal(answer) is Refusal.ANSWER_UNREADABLE


@pytest.mark.parametrize("state", ["", "short", "x" * 129, "with space" * 3])
def test_r03_a_state_that_could_be_guessed_is_our_own_mistake(state: str) -> None:
    with pytest.raises(ValueError, match="22 to 128"):
        Consent.begin(APPLICATION, REDIRECT, state)


def test_r03_secrets_and_codes_stay_out_of_reprs() -> None:
    shown = f"{APPLICATION!r} {Answer(CODE, 'A1')!r} {begin()!r}"
    assert CODE not in shown
    assert "secret" not in shown.replace("client_secret", "")
    assert STATE not in shown
