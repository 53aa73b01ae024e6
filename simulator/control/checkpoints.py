"""Saving everything, and coming back to it."""

from msgspec import Struct

from simulator.checkpoint import MOST, Checkpoint, TooMany, restore
from simulator.control.asking import Ask, ControlError, Route, ok, unknown
from simulator.exchange import Reply


class Wish(Struct, forbid_unknown_fields=True):
    """Without `digest` neither size nor digest is worked out, which takes as long as the rest."""

    digest: bool = True


def _shown(one: Checkpoint) -> dict[str, object]:
    return {"id": one.checkpoint_id, "now": one.now, "bytes": one.size, "digest": one.digest}


def _list(ask: Ask) -> Reply:
    return ok({"checkpoints": [_shown(one) for one in ask.sim.checkpoints]})


def _answer(wish: Wish, one: Checkpoint) -> Reply:
    return ok(_shown(one) if wish.digest else {"id": one.checkpoint_id, "now": one.now})


def _save(ask: Ask) -> Reply:
    wish = ask.body(Wish)
    try:
        return _answer(wish, ask.sim.checkpoints.save(ask.sim))
    except TooMany:
        text = f"{MOST} checkpoints are kept: delete one first"
        raise ControlError(409, "too_many", text) from None


def _restore(ask: Ask) -> Reply:
    wish, found = ask.body(Wish), _find(ask)
    restore(ask.sim, found)
    return _answer(wish, found)


def _drop(ask: Ask) -> Reply:
    found = _find(ask)
    ask.sim.checkpoints.drop(found.checkpoint_id)
    return ok({"id": found.checkpoint_id, "now": found.now})


def _find(ask: Ask) -> Checkpoint:
    wanted = ask.params["checkpoint_id"]
    found = ask.sim.checkpoints.find(wanted)
    if found is None:
        known = [one.checkpoint_id for one in ask.sim.checkpoints]
        raise unknown("checkpoint", wanted, known)
    return found


_ALL = "/_sim/checkpoints"
_ONE = _ALL + "/{checkpoint_id}"
ROUTES = (
    Route("GET", _ALL, _list, "The checkpoints kept."),
    Route("POST", _ALL, _save, "Keep everything as it is now.", Wish),
    Route("POST", _ONE + "/restore", _restore, "Be exactly as then.", Wish),
    Route("DELETE", _ONE, _drop, "Forget a checkpoint."),
)
