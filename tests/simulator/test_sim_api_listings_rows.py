"""The rows of fulfillment_availability, and the hazard of a second one (R14, sp-api.md 3)."""

import pytest
from sim_offers import AVAILABILITY, FBA, SKU, offer, put, raw_rows, row, rows


class TestRows:
    """A write selects its row by fulfillment_channel_code; the other rows stay."""

    def patch(self, amazon, *value: dict, op="replace", sku=SKU):
        answer = amazon.patch(sku, AVAILABILITY, *value, op=op)
        amazon.advance("PT15M")
        return answer.json()

    def test_merge_keeps_what_it_does_not_name(self, amazon):
        self.patch(amazon, row("DEFAULT", quantity=7, lead_time_to_ship_max_days=3))
        self.patch(amazon, row("DEFAULT", quantity=9), op="merge")
        assert raw_rows(amazon) == [row("DEFAULT", quantity=9, lead_time_to_ship_max_days=3)]

    @pytest.mark.parametrize("op", ["add", "replace"])
    def test_add_and_replace_make_the_row_new(self, amazon, op):
        self.patch(amazon, row("DEFAULT", quantity=7, lead_time_to_ship_max_days=3))
        self.patch(amazon, row("DEFAULT", quantity=9), op=op)
        assert raw_rows(amazon) == [row("DEFAULT", quantity=9)]

    def test_delete_takes_the_row_that_it_selects(self, amazon):
        self.patch(amazon, row("DEFAULT", quantity=5), sku=FBA)
        self.patch(amazon, row("DEFAULT"), op="delete", sku=FBA)
        assert rows(amazon, FBA) == {"AMAZON_JP": 200}

    def test_delete_without_a_value_takes_all(self, amazon):
        self.patch(amazon, op="delete")
        assert rows(amazon) == {}

    @pytest.mark.parametrize("op", ["add", "replace", "merge", "delete"])
    def test_every_operation_needs_the_selector(self, amazon, op):
        [issue] = self.patch(amazon, {"quantity": 3}, op=op)["issues"]
        assert issue["code"] == "99022"

    def test_r14_a_default_row_on_an_fba_sku_stands_beside_amazons(self, amazon):
        self.patch(amazon, row("DEFAULT", quantity=5), sku=FBA)
        assert rows(amazon, FBA) == {"AMAZON_JP": 200, "DEFAULT": 5}
        assert amazon.control("GET", f"/listings/{FBA}")["quantity"] == 200

    def test_r14_or_it_turns_the_offer_self_shipped_where_that_is_believed(self, amazon):
        """The hazard: an FBA offer becomes 自社配送, and the next order must be shipped."""
        amazon.control("PATCH", "/behaviours", {"default_row_on_fba": "converts"})
        self.patch(amazon, row("DEFAULT", quantity=5), sku=FBA)
        assert rows(amazon, FBA) == {"DEFAULT": 5}
        assert amazon.order(FBA)["fulfilled_by"] == "MERCHANT"

    def test_r14_nobody_writes_amazons_own_stock(self, amazon):
        self.patch(amazon, row("AMAZON_JP", quantity=1), sku=FBA)
        assert rows(amazon, FBA) == {"AMAZON_JP": 200}

    def test_r14_a_put_leaves_amazons_row(self, amazon):
        body = {
            "productType": "PRODUCT",
            "requirements": "LISTING_OFFER_ONLY",
            "attributes": offer("B0RK00000A"),
        }
        put(amazon, FBA, body)
        amazon.advance("PT15M")
        assert rows(amazon, FBA) == {"AMAZON_JP": 200, "DEFAULT": 5}
