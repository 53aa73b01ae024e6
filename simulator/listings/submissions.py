"""Accepted listing changes on their way to being visible."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from simulator.listings.changes import patched, written
from simulator.listings.issues import issue
from simulator.listings.patches import Patch, attribute
from simulator.simulation import Happening, Simulation
from simulator.world.records import Listing, Submission


def patching(number: str, seller_id: str, sku: str, patches: Sequence[Patch]) -> Submission:
    plain = tuple(msgspec.to_builtins(patch) for patch in patches)
    return Submission(number, seller_id, sku, "PATCH", patches=plain)


def accept(sim: Simulation, number: str, submissions: Sequence[Submission]) -> None:
    """Put accepted changes on the agenda; they are applied together when they become visible.

    `number` is that of the one submission, or of the feed that brought many.
    """
    sim.world.submissions[number] = tuple(submissions)
    due = sim.now + sim.behaviours.duration("listing_visible_after")
    note = _note(submissions[0]) if len(submissions) == 1 else f"{len(submissions)} listing changes"
    sim.agenda.schedule(due, "listing_visible", number, f"{note} becomes visible")


def _note(submission: Submission) -> str:
    match submission.kind:
        case "DELETE":
            return f"{submission.sku}: its end"
        case "PUT":
            return f"{submission.sku}: a full update"
        case "PATCH":
            names = (attribute(str(patch["path"])) for patch in submission.patches)
            return f"{submission.sku}: {', '.join(names)}"


def _becomes_visible(sim: Simulation, number: str) -> None:
    for submission in sim.world.submissions.pop(number):
        _apply(sim, submission)


def _apply(sim: Simulation, submission: Submission) -> None:
    world, key = sim.world, (submission.seller_id, submission.sku)
    listing = world.listings.get(key)
    if listing is None and submission.kind != "PUT":
        what = "an accepted change of a SKU that is not there changes nothing"
        world.record(sim.now, "AMAZON", submission.sku, what)
        return
    if listing is not None and sim.behaviours.text("accepted_change") == "refused_later":
        _refuse(sim, listing)
        return
    if submission.kind == "DELETE":
        del world.listings[key]
        world.record(sim.now, "API", submission.sku, "listing deleted by the API")
        return
    if listing is None or submission.kind == "PUT":
        changed = written(sim, submission)
    else:
        patches = [msgspec.convert(patch, Patch) for patch in submission.patches]
        changed = patched(sim, listing, patches)
    world.put_listing(changed)
    rows = ", ".join(f"{channel.code} {channel.quantity}" for channel in changed.channels)
    what = f"change by the API is visible: {rows}; {changed.price} yen"
    world.record(sim.now, "API", submission.sku, what)


def _refuse(sim: Simulation, listing: Listing) -> None:
    """Amazon finds fault only after it has accepted: nothing changes, the listing says why."""
    found = replace(
        issue(sim, "8541", "item_name"),
        enforcements={
            "actions": [{"action": "LISTING_SUPPRESSED"}],
            "exemption": {"status": "NOT_EXEMPT"},
        },
    )
    changed = replace(listing, issues=(msgspec.to_builtins(found),), updated=sim.now)
    sim.world.put_listing(changed)
    what = "an accepted change is refused: code 8541"
    sim.world.record(sim.now, "AMAZON", listing.sku, what)


HAPPENINGS: dict[str, Happening] = {"listing_visible": _becomes_visible}
