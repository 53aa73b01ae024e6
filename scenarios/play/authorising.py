"""The whole way of linking a shop, as its owner goes it: consent, code, check, start (R01, R03)."""

from datetime import timedelta

from core.credentials import Credentials
from core.linking.consent import Application, Consent
from core.linking.linking import Linking
from scenarios.language.shop_verbs import ShopAuthorises
from scenarios.world import World

BACK_TO = "http://127.0.0.1:8765/authorised"
STATE, OTHER_STATE = "a" * 32, "b" * 32
TOO_LATE = timedelta(minutes=6)
"""A one-time code lives for five minutes."""


class MemoryVault:
    """Keeps credentials for as long as the world stands."""

    def __init__(self) -> None:
        self._kept: Credentials | None = None

    def load(self) -> Credentials | None:
        """What is kept."""
        return self._kept

    def save(self, credentials: Credentials) -> None:
        """Keep it."""
        self._kept = credentials

    def forget(self) -> None:
        """Keep nothing."""
        self._kept = None


async def authorise(action: ShopAuthorises, world: World) -> None:
    """Take the seller through. Raises Refused with the reason; nothing is linked then."""
    seller = await world.amazon.seller()
    await world.amazon.change_plan(seller.seller_id, action.plan)
    account = world.account
    application = Application(
        seller.app_id,
        account.client_id,
        account.client_secret,
        endpoint=account.endpoint,
        token_endpoint=account.token_endpoint,
    )
    consent = Consent.begin(application, BACK_TO, STATE)
    form = {
        "application_id": seller.app_id,
        "state": OTHER_STATE if action.answer == "foreign" else STATE,
        "redirect_uri": BACK_TO,
        "decision": "decline" if action.answer == "declined" else "approve",
    }
    answer = consent.read(await world.amazon.consent(form))
    if action.answer == "old_code":
        await world.arrive(world.now + TOO_LATE)
    clock = world.machine.clock
    linking = Linking(world.books, MemoryVault(), world.machine.network, lambda: clock(world.now))
    if action.answer == "used_code":
        await linking.by_consent(application, answer, BACK_TO)
        world.desk.stop_link()
    credentials = await linking.by_consent(application, answer, BACK_TO)
    world.use(credentials.refresh_token)
