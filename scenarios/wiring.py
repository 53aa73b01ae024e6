"""The fake Amazon of a world and the way to it, in this process or over a socket."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.amazon_facts import Credentials
from scenarios.world_setup import WorldSetup

if TYPE_CHECKING:
    from core import AmazonAccount
    from core.amazon.transport import Transport
    from core.personal.cipher import Cipher
    from scenarios.pace import AmazonTime
    from scenarios.served import ServedAmazon
    from simulator import App

IN_PROCESS = "http://amazon.invalid"
"""The base URL where no socket is: it is never resolved."""


@dataclass(frozen=True)
class Wiring:
    """Where the fake Amazon is; `transport` makes one more line to it.

    `time` moves its clock where that needs no request.
    """

    base_url: str
    transport: "Callable[[], Transport]"
    time: "AmazonTime | None" = None
    served: "ServedAmazon | None" = None


def wire(setup: WorldSetup) -> Wiring:
    """Build the fake Amazon of a world."""
    from simulator import create_app

    app: App = create_app(seed=setup.seed, start=setup.start, empty=True)
    if not setup.http:
        from scenarios.in_process import InProcess, InProcessTime

        return Wiring(IN_PROCESS, lambda: InProcess(app), InProcessTime(app))
    from httpx import AsyncHTTPTransport

    from core.amazon.transport import HttpxTransport
    from scenarios.served import ServedAmazon

    served = ServedAmazon(app)
    return Wiring(served.base_url, lambda: HttpxTransport(AsyncHTTPTransport()), served=served)


def account_of(credentials: Credentials) -> "AmazonAccount":
    """The seller's account as the engine wants it."""
    from core import AmazonAccount

    return AmazonAccount(
        endpoint=credentials.endpoint,
        token_endpoint=credentials.token_endpoint,
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        refresh_token=credentials.refresh_token,
        seller_id=credentials.seller_id,
        marketplace_id=credentials.marketplace_id,
    )


def cipher_of(setup: WorldSetup) -> "Cipher | None":
    """The world's own key, where buyers are kept."""
    if not setup.buyers:
        return None
    from core.personal.cipher import FernetCipher, demo_key

    return FernetCipher(demo_key(setup.seed))
