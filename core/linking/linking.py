"""Links the shop: the seller's consent is proved, he is checked, and only then is anything kept.

R01 to R05. Everything that Amazon is asked here is journalled like any other call.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.account import JAPAN, AmazonAccount
from core.amazon import lwa
from core.amazon.call import Call, Reply
from core.amazon.client import Client
from core.amazon.guard import Guard, GuardedTransport
from core.amazon.sellers import get_account, read_seller
from core.amazon.transport import Transport, as_transport
from core.books.books import Books
from core.credentials import Credentials, Vault
from core.desk import Desk
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import NotAuthorised, Refused, RenkeiError
from core.linking.consent import Answer, Application
from core.linking.steps import check_contract, check_seller
from core.personal.cipher import new_key
from core.sync.line import journal_call

if TYPE_CHECKING:
    import httpx

PROFESSIONAL = "PROFESSIONAL"


class Linking:
    """Takes a consent, or a private app's refresh token, all the way to a link.

    Raises Refused with the reason, WaitAndRetry where Amazon does not answer, VaultUnusable where
    credentials cannot be kept; nothing is kept then, and a link that ran goes on as it did.
    """

    def __init__(
        self,
        books: Books,
        vault: Vault,
        transport: "Transport | httpx.AsyncBaseTransport",
        clock: Callable[[], datetime],
        *,
        guard: Guard | None = None,
        draw_key: Callable[[], str] = new_key,
    ) -> None:
        self._books = books
        self._vault = vault
        self._guard = guard or Guard()
        self._transport = GuardedTransport(as_transport(transport), self._guard)
        self._clock = clock
        self._draw_key = draw_key
        self._desk = Desk(books, clock)

    async def by_consent(
        self, application: Application, answer: Answer, redirect_uri: str
    ) -> Credentials:
        """Turn the seller's one-time code into a link (R03)."""
        self._check_shop(application.endpoint, answer.seller_id)
        account = _account(application, "", answer.seller_id)
        call = lwa.exchange_code(account, answer.code, redirect_uri)
        reply = await self._ask(Client(account, self._transport), call, Refusal.CODE_REFUSED)
        refresh_token = lwa.read_token(reply.body).refresh_token
        if not refresh_token:
            raise Refused(Refusal.CODE_REFUSED)
        return await self._finish(application, refresh_token, answer.seller_id, self._clock())

    async def by_refresh_token(
        self,
        application: Application,
        refresh_token: str,
        seller_id: str,
        *,
        authorised_at: datetime | None = None,
    ) -> Credentials:
        """Link a private app, which its owner authorises in Seller Central himself."""
        self._check_shop(application.endpoint, seller_id)
        return await self._finish(application, refresh_token.strip(), seller_id, authorised_at)

    def unlink(self) -> None:
        """連携を解除する: stop, and forget what lets us in.

        The key of the buyers stays, since those who are kept are still to be shipped to.
        """
        self._desk.stop_link()
        if known := self._vault.load():
            self._vault.save(replace(known, client_id="", client_secret="", refresh_token=""))

    def _check_shop(self, endpoint: str, seller_id: str) -> None:
        """What can be refused without asking Amazon, and without spending the code."""
        self._guard.check_endpoint(endpoint)
        check_contract(self._books)
        check_seller(self._books.link.get().seller_id, seller_id)

    async def _finish(
        self,
        application: Application,
        refresh_token: str,
        seller_id: str,
        authorised_at: datetime | None,
    ) -> Credentials:
        account = _account(application, refresh_token, seller_id)
        await self._check_plan(Client(account, self._transport))
        known = self._vault.load()
        credentials = Credentials(
            seller_id=seller_id,
            client_id=application.client_id,
            client_secret=application.client_secret,
            refresh_token=refresh_token,
            # A new key would lock away the buyers that are there.
            personal_key=known.personal_key if known else self._draw_key(),
            application_id=application.application_id,
            endpoint=application.endpoint,
            token_endpoint=application.token_endpoint,
            queue=known.queue if known else None,
        )
        self._vault.save(credentials)
        self._start(seller_id, authorised_at)
        return credentials

    async def _check_plan(self, client: Client) -> None:
        """R01: 大口出品, and taking part in Amazon.co.jp."""
        reply = await self._ask(client, get_account(), Refusal.TOKEN_REFUSED)
        seller = read_seller(reply.body)
        if seller.plan != PROFESSIONAL:
            raise Refused(Refusal.INDIVIDUAL_PLAN)
        if JAPAN not in seller.marketplaces:
            raise Refused(Refusal.NOT_IN_JAPAN)

    def _start(self, seller_id: str, authorised_at: datetime | None) -> None:
        if self._books.link.get().state(self._clock()) is not LinkState.NOT_LINKED:
            self._desk.renew_link(authorised_at)
            return
        self._desk.start_link(
            self._books.settings.preparing[0], authorised_at=authorised_at, seller_id=seller_id
        )

    async def _ask(self, client: Client, call: Call, refused: Refusal) -> Reply:
        """Ask and journal it. Raises what came instead of an answer, as a person reads it."""
        now = self._clock()
        reply = await client.send(call, now)
        with self._books.atomic(now):
            journal_call(self._books, reply)
        if reply.error:
            raise _sentence(reply.error, refused) from None
        return reply


def _sentence(error: RenkeiError, refused: Refusal) -> RenkeiError:
    match error:
        case NotAuthorised(code=lwa.INVALID_GRANT):
            return Refused(refused)
        case NotAuthorised(code="invalid_client" | "unauthorized_client"):
            return Refused(Refusal.APP_REFUSED)
        case _:
            return error


def _account(application: Application, refresh_token: str, seller_id: str) -> AmazonAccount:
    return AmazonAccount(
        endpoint=application.endpoint,
        token_endpoint=application.token_endpoint,
        client_id=application.client_id,
        client_secret=application.client_secret,
        refresh_token=refresh_token,
        seller_id=seller_id,
    )
