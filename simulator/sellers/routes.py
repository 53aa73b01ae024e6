"""getAccount and getMarketplaceParticipations of Sellers v1."""

from simulator.exchange import Reply, json_reply
from simulator.operations import RATED, Call, Operation
from simulator.quota import Limit
from simulator.world.records import MARKETPLACE_ID, Seller

_LIMIT = Limit(0.016, 15)


def _participations(seller: Seller) -> list[dict[str, object]]:
    return [
        {
            "marketplace": {
                "id": MARKETPLACE_ID,
                "name": "Amazon.co.jp",
                "countryCode": "JP",
                "defaultCurrencyCode": "JPY",
                "defaultLanguageCode": "ja_JP",
                "domainName": "www.amazon.co.jp",
            },
            "participation": {"isParticipating": True, "hasSuspendedListings": False},
            "storeName": seller.store_name,
        }
    ]


def _get_account(call: Call) -> Reply:
    account = {
        "marketplaceParticipationList": _participations(call.seller),
        "businessType": "PRIVATE_LIMITED",
        "sellingPlan": call.seller.plan,
    }
    return json_reply(200, {"payload": account})


def _get_marketplace_participations(call: Call) -> Reply:
    return json_reply(200, {"payload": _participations(call.seller)})


OPERATIONS = (
    Operation(
        name="getAccount",
        api="sellers/v1",
        method="GET",
        path="/sellers/v1/account",
        limit=_LIMIT,
        handler=_get_account,
    ),
    Operation(
        name="getMarketplaceParticipations",
        api="sellers/v1",
        method="GET",
        path="/sellers/v1/marketplaceParticipations",
        limit=_LIMIT,
        handler=_get_marketplace_participations,
        rated=RATED | {413, 415, 429, 500, 503},
    ),
)
