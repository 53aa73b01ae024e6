"""Page tokens of searchOrders: bound to their question, good for a day."""

from datetime import datetime

from simulator.simulation import Happening, Simulation
from simulator.world.records import PageToken

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def new_token(
    sim: Simulation,
    seller_id: str,
    question: tuple[tuple[str, str], ...],
    before: datetime,
    after: tuple[datetime, int],
    as_of: int,
) -> PageToken:
    """A token for the page after `after`; its end goes on the agenda."""
    token = PageToken(
        token=sim.draw_text("page-tokens", _ALPHABET, 64),
        seller_id=seller_id,
        question=question,
        before=before,
        after=after,
        as_of=as_of,
        expires=sim.now + sim.behaviours.duration("page_token_lives"),
    )
    sim.world.page_tokens[token.token] = token
    sim.agenda.schedule(token.expires, "page_token_ends", token.token, "a page token ends")
    return token


def _ended(sim: Simulation, token: str) -> None:
    sim.world.page_tokens.pop(token, None)


HAPPENINGS: dict[str, Happening] = {"page_token_ends": _ended}
