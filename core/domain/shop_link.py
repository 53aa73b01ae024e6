"""The link between shop and Amazon: one state, computed from when things happened (R04, R05)."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from core.domain.instants import day_start_jst, jst
from core.domain.labels import LinkState

AUTHORISATION_LIFE = timedelta(days=365)
"""A seller's consent ends so long after he gave it."""

WARN_BEFORE = timedelta(days=30)
READY_AFTER = timedelta(hours=3)
"""How long a real link is 連携準備中, unless the settings say otherwise (「数時間」)."""

READY_AT_LATEST = timedelta(hours=6)


class Stop(StrEnum):
    """Why a link that was started does not run any more."""

    EXPIRED = "expired"
    REVOKED = "revoked"
    UNLINKED = "unlinked"

    @property
    def words(self) -> str:
        """What a person reads as the reason."""
        return _STOP_WORDS[self]


_STOP_WORDS = {
    Stop.EXPIRED: "承認の有効期限切れ",
    Stop.REVOKED: "出品者による承認の取り消し",
    Stop.UNLINKED: "連携の解除",
}


class ShopLink(msgspec.Struct, frozen=True, array_like=True):
    """What happened to the link so far; all None before it was first started.

    `authorised_at` is None where nobody knows when the seller consented (a private app's refresh
    token): only Amazon's refusal ends such a link.
    """

    started_at: datetime | None = None
    ready_at: datetime | None = None
    latest_at: datetime | None = None
    authorised_at: datetime | None = None
    stopped_at: datetime | None = None
    stop: Stop | None = None
    seller_id: str = ""

    @property
    def ends_at(self) -> datetime | None:
        """When the seller's consent ends by itself."""
        return self.authorised_at + AUTHORISATION_LIFE if self.authorised_at else None

    @property
    def orders_from(self) -> datetime | None:
        """00:00 JST of the day the link was started: orders from there on are wanted (R19)."""
        return day_start_jst(self.started_at) if self.started_at else None

    @property
    def runs(self) -> bool:
        """Started and not stopped: its jobs may ask Amazon, each when it is due."""
        return self.started_at is not None and self.stop is None

    def over(self, now: datetime) -> bool:
        """Whether the consent has ended although nobody has stopped the link yet."""
        return self.runs and self.ends_at is not None and now >= self.ends_at

    def state(self, now: datetime) -> LinkState:
        """The one state that a person sees."""
        match self.stop:
            case Stop.EXPIRED | Stop.REVOKED:
                return LinkState.AUTHORISATION_ENDED
            case Stop.UNLINKED:
                return LinkState.NOT_LINKED
            case None:
                pass
        if self.started_at is None or self.ready_at is None:
            return LinkState.NOT_LINKED
        if self.over(now):
            return LinkState.AUTHORISATION_ENDED
        return LinkState.PREPARING if now < self.ready_at else LinkState.LINKED

    def since(self, now: datetime) -> datetime | None:
        """Since when that state holds; None for a shop that was never linked."""
        match self.state(now):
            case LinkState.NOT_LINKED:
                return self.stopped_at
            case LinkState.PREPARING:
                return self.started_at
            case LinkState.LINKED:
                return self.ready_at
            case LinkState.AUTHORISATION_ENDED:
                return self.stopped_at or self.ends_at

    def days_left(self, now: datetime) -> int | None:
        """Whole days until the consent ends, never below 0; None where its end is not known."""
        if self.ends_at is None or not self.started_at:
            return None
        return max(0, (self.ends_at - now) // timedelta(days=1))

    def warns(self, now: datetime) -> bool:
        """Whether the end of the consent is so near that a person should act (R05)."""
        return self.runs and self.ends_at is not None and self.ends_at - WARN_BEFORE <= now

    def advice(self, now: datetime) -> str:
        """What to do in that state, empty where there is nothing to do."""
        match self.state(now):
            case LinkState.NOT_LINKED:
                return "連携を開始するには、Amazonで承認してください。"
            case LinkState.PREPARING:
                assert self.latest_at is not None
                return f"遅くとも{jst(self.latest_at):%m/%d %H:%M}までに連携中になります。"
            case LinkState.LINKED:
                return _RENEW_SOON if self.warns(now) else ""
            case LinkState.AUTHORISATION_ENDED:
                return _RENEW


_RENEW_SOON = "Amazonの承認がまもなく切れます。期限までにもう一度承認してください。"
_RENEW = "Amazonでもう一度承認してください。止まっていた間の注文は、承認のあと自動で取り込みます。"
