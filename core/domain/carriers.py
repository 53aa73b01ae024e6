"""Carriers that a 配送完了 can name (R31).

Amazon publishes no list; the codes are those of its XML schema and of real reports (推定). What has
no known code goes as `Other` with its name, as Amazon asks.
"""

import msgspec


class Carrier(msgspec.Struct, frozen=True):
    """A carrier as the shop knows it and the `carrierCode` that Amazon takes."""

    label: str
    code: str


OTHER = "Other"

CARRIERS = (
    Carrier("ヤマト運輸", "YAMATO"),
    Carrier("佐川急便", "SAGAWA"),
    Carrier("日本郵便", OTHER),
    Carrier("日本通運", "NITTSU"),
    Carrier("フェデックス", "FEDEX_JP"),
)


def carrier_for(text: str) -> Carrier:
    """The listed carrier of this label or code, else one that goes as `Other` under this name."""
    wanted = text.strip()
    for carrier in CARRIERS:
        if wanted == carrier.label or wanted == carrier.code != OTHER:
            return carrier
    return Carrier(wanted, OTHER)
