"""Which personal data a v0 read may show: by role and by restricted data token (sp-api.md 1.7)."""

from simulator.auth import restricted_elements
from simulator.buyers import Person, buyer_of
from simulator.operations import Call
from simulator.orders.delivery import phone_is_over
from simulator.orders_v0.words import ADDRESSED
from simulator.parameters import worded
from simulator.refusal import Refusal
from simulator.tokens.rules import ROLE
from simulator.world.records import Order


class Disclosure:
    """What one call may see: `elements` are those that its token was made for here."""

    def __init__(self, call: Call) -> None:
        token = call.sim.tokens.find(call.request.headers.get("x-amz-access-token", ""))
        opened = restricted_elements(token, call.request) if token is not None else None
        self._call = call
        self.elements = opened or frozenset()
        self.restricted = opened is not None

    def need_token(self) -> None:
        """For a read that is restricted as a whole. Raises a 400 or 403 `Refusal`."""
        call = self._call
        if self.restricted:
            return
        if ROLE not in call.app.roles:
            raise worded(call, "text_rdt_denied", reason=f"the app has not the role {ROLE}")
        if call.sim.behaviours.text("v0_without_rdt") == "denied":
            text = call.sim.behaviours.text("text_denied")
            raise Refusal(403, "Unauthorized", text, reason="no restricted data token")

    def buyer(self, order: Order) -> Person | None:
        """The buyer, where his mail and name may be shown: self-shipped orders alone, in Japan."""
        shown = "buyerInfo" in self.elements and order.fulfilled_by == "MERCHANT"
        return self.person(order) if shown and order.status in ADDRESSED else None

    def recipient(self, order: Order) -> Person | None:
        """The buyer, where his street may be shown."""
        shown = "shippingAddress" in self.elements and order.fulfilled_by == "MERCHANT"
        return self.person(order) if shown and order.status in ADDRESSED else None

    def phone_is_over(self, order: Order) -> bool:
        """Whether the buyer's number is not told any more."""
        return phone_is_over(order, self._call.now)

    def person(self, order: Order) -> Person:
        sim = self._call.sim
        return buyer_of(sim.streams, order, marked=sim.behaviours.on("pii_markers"))
