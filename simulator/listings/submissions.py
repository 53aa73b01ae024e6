"""Accepted listing changes on their way to being visible."""

import msgspec

from simulator.listings.rules import apply, attribute
from simulator.listings.wire import Patch
from simulator.simulation import Happening, Simulation
from simulator.world.records import Submission


def accept(sim: Simulation, seller_id: str, sku: str, number: str, patches: list[Patch]) -> None:
    """Put an accepted change on the agenda; it is applied as a whole when it becomes visible."""
    sim.world.submissions[number] = Submission(
        number, seller_id, sku, tuple(msgspec.to_builtins(patch) for patch in patches)
    )
    due = sim.now + sim.behaviours.duration("listing_visible_after")
    names = ", ".join(attribute(patch) for patch in patches)
    sim.agenda.schedule(due, "listing_visible", number, f"{sku}: {names} becomes visible")


def _becomes_visible(sim: Simulation, number: str) -> None:
    submission = sim.world.submissions.pop(number)
    listing = sim.world.listings.get((submission.seller_id, submission.sku))
    if listing is None:
        what = "an accepted change of a SKU that is not there changes nothing"
        sim.world.record(sim.now, "AMAZON", submission.sku, what)
        return
    patches = [msgspec.convert(patch, Patch) for patch in submission.patches]
    changed = apply(sim, listing, patches)
    sim.world.put_listing(changed)
    rows = ", ".join(f"{channel.code} {channel.quantity}" for channel in changed.channels)
    what = f"change by the API is visible: {rows}; {changed.price} yen"
    sim.world.record(sim.now, "API", submission.sku, what)


HAPPENINGS: dict[str, Happening] = {"listing_visible": _becomes_visible}
