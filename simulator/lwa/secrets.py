"""Client secrets: their age, and changing them (Rotate your app's LWA credentials)."""

from datetime import datetime
from hmac import compare_digest

from msgspec.structs import replace

from simulator.simulation import Simulation
from simulator.world.records import App

_HEX = "0123456789abcdef"


def rotate(sim: Simulation, app: App) -> App:
    """Give the app a new secret; the old one is good for `old_secret_lives` more."""
    ends = sim.now + sim.behaviours.duration("old_secret_lives")
    secret = "amzn1.oa2-cs.v1." + sim.draw_text(f"secrets/{app.app_id}", _HEX, 64)
    changed = replace(
        app,
        client_secret=secret,
        secret_since=sim.now,
        old_secret=app.client_secret,
        old_secret_ends=ends,
    )
    sim.world.apps[app.app_id] = changed
    sim.world.record(sim.now, "SELLER", app.app_id, "client secret rotated")
    note = f"the old secret of {app.name or app.app_id} ends"
    sim.agenda.schedule(ends, "old_secret_ends", app.app_id, note)
    return changed


def is_secret_of(sim: Simulation, app: App, given: str) -> bool:
    """Whether `given` lets the app in at this moment."""
    if compare_digest(app.client_secret.encode(), given.encode()):
        ends = secret_ends(sim, app)
        return ends is None or sim.now < ends
    old = app.old_secret_ends is not None and sim.now < app.old_secret_ends
    return old and compare_digest(app.old_secret.encode(), given.encode())


def secret_ends(sim: Simulation, app: App) -> datetime | None:
    """When the present secret is too old to be taken; None = never."""
    lives = sim.behaviours.optional_duration("client_secret_lives")
    return None if lives is None else (app.secret_since or sim.start) + lives
