"""Carriers that confirmShipment takes for Japan.

Codes of Amazon's `amazon-base.xsd` as third parties copied it; no code for Japan Post was found
there, so it goes as `Other` with a name (sp-api.md 11).
"""

OTHER = "Other"

CARRIER_CODES = frozenset(
    {
        "YAMATO",
        "SAGAWA",
        "NITTSU",
        "JP_EXPRESS",
        "FEDEX_JP",
        "YamatoTransport",
        "SagawaExpress",
        "NipponExpress",
        "AmazonShipping",
        "DHL",
        "FedEx",
        "UPS",
        OTHER,
    }
)

SHIPPING_METHODS = frozenset(
    {
        "宅急便",
        "宅急便コンパクト",
        "クール宅急便",
        "ネコポス",
        "飛脚宅配便",
        "飛脚クール便",
        "ゆうパック",
        "ゆうパケット",
        "レターパックプラス",
        "レターパックライト",
    }
)
"""Services as carriers in Japan call them; whether Amazon knows such a list is an open question."""
