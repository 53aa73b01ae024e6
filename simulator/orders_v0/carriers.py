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
