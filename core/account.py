"""Whose shop at which Amazon: the only thing that differs between the real one and a fake."""

from dataclasses import dataclass, field

REAL_ENDPOINT = "https://sellingpartnerapi-fe.amazon.com"
"""The Far East endpoint (Japan among others)."""

REAL_TOKEN_ENDPOINT = "https://api.amazon.com/auth/o2/token"  # noqa: S105

JAPAN = "A1VC38T7YXB528"
"""`marketplaceId` of Amazon.co.jp."""


@dataclass(frozen=True)
class QueueAccess:
    """The SQS queue of the shop's own AWS account into which Amazon puts ORDER_CHANGE.

    Without keys nothing is signed, which only a fake takes.
    """

    url: str
    key_id: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class AmazonAccount:
    """Endpoint and credentials of one seller; secrets stay out of its repr."""

    endpoint: str
    token_endpoint: str
    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    seller_id: str
    marketplace_id: str = JAPAN
    queue: QueueAccess | None = None
    """None: nothing is listened to, and changes are found by asking for them alone."""
