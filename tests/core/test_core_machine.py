"""Any sequence of what Amazon, buyers and the shop may do, against a plain model (R18 to R42)."""

from core_model import ModelAmazon
from core_order_life import OrderLife
from core_poor import PoorAmazon
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

TestOrderLife = OrderLife.TestCase
TestOrderLife.settings = settings(max_examples=40, stateful_step_count=40)


class PoorLife(OrderLife):
    """Now and then Amazon gives no more than statuses, or reports alone.

    What it then leaves out decides nothing, and in the end all of it is there.
    """

    def new_amazon(self) -> ModelAmazon:
        self.poor = PoorAmazon()
        return self.poor

    @rule(gives=st.sampled_from(["all", "statuses", "reports"]))
    def amazon_gives(self, gives: str) -> None:
        self.poor.gives = gives

    def teardown(self) -> None:
        self.poor.gives = "all"
        super().teardown()

    def all_is_settled(self) -> None:
        super().all_is_settled()
        for order_id in self.amazon.orders:
            detail = self.views.order(order_id)
            assert detail.row.total_yen == 3_440
            assert not [each for each in detail.lines if each.item_id.startswith("sku:")]


TestPoorLife = PoorLife.TestCase
TestPoorLife.settings = settings(max_examples=40, stateful_step_count=40)
