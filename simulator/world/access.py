"""What a seller's consent passes through before it is an authorisation."""

from datetime import datetime

from msgspec import Struct


class OAuthCode(Struct, frozen=True):
    """The one-time code of a consent, bound to the address that it was sent to."""

    code: str
    app_id: str
    seller_id: str
    redirect_uri: str
    expires: datetime
