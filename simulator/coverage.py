"""What this fake does of each operation, and what it leaves out, for the table in the documents."""

from msgspec import Struct


class Coverage(Struct, frozen=True):
    """One sentence each; an empty `missing` = nothing of the model is left out."""

    does: str
    missing: str = ""


_ORDER_FIELDS = "programmes (Prime, Business, Easy Ship), gifts, taxes, promotions, serial numbers"
_V0_END = "404 from 2027-03-27"

COVERAGE: dict[str, Coverage] = {
    "searchOrders": Coverage(
        "all parameters and their rules, page tokens of a day bound to their question, datasets, "
        "personal data by role",
        _ORDER_FIELDS,
    ),
    "getOrder": Coverage("datasets, personal data by role", _ORDER_FIELDS),
    "getOrders": Coverage(
        f"all parameters and their rules, restricted data tokens; {_V0_END}", _ORDER_FIELDS
    ),
    "getOrderV0": Coverage(f"as getOrders; {_V0_END}", _ORDER_FIELDS),
    "getOrderBuyerInfo": Coverage(f"by restricted data token; {_V0_END}", "tax information"),
    "getOrderAddress": Coverage(f"by restricted data token; {_V0_END}", "delivery preferences"),
    "getOrderItems": Coverage(
        f"what is left out while an order is Pending; {_V0_END}", "taxes, promotions, gifts"
    ),
    "getOrderItemsBuyerInfo": Coverage(f"by restricted data token; {_V0_END}", "gifts"),
    "confirmShipment": Coverage(
        "packages in parts, edits by reference, every known refusal in its words",
        "Ship+ and transparency codes",
    ),
    "updateShipmentStatus": Coverage(
        "checks the body; no order is picked up in a store", "pickup in a store"
    ),
    "getOrderRegulatedInfo": Coverage(
        "no order here is regulated: it asks for nothing", "regulated products"
    ),
    "updateVerificationStatus": Coverage(
        "checks the body; no order waits for a verdict", "regulated products"
    ),
    "getListingsItem": Coverage(
        "summaries, offers, quantity by channel, attributes, issues", "relationships, procurement"
    ),
    "searchListingsItems": Coverage(
        "all filters, pages of up to 20 and 1,000 in all", "relationships, procurement"
    ),
    "patchListingsItem": Coverage(
        "add, replace, merge, delete with selectors; preview; becomes visible later; issues",
        "validation against the product type's schema",
    ),
    "putListingsItem": Coverage(
        "a whole listing, requirements, preview; becomes visible later; issues",
        "validation against the product type's schema",
    ),
    "deleteListingsItem": Coverage("takes the offer away later, as Amazon does"),
    "getListingsRestrictions": Coverage(
        "approval for brands that a behaviour names", "conditions other than new"
    ),
    "searchCatalogItems": Coverage(
        "keywords or identifiers, pages of up to 20 and 1,000 in all; every dataset, ranks and "
        "sizes drawn",
        "variations; Amazon's own order of what keywords find",
    ),
    "getCatalogItem": Coverage("every dataset, ranks and sizes drawn", "variations"),
    "searchDefinitionsProductTypes": Coverage(
        "by keyword or name among a dozen types", "Amazon's other types"
    ),
    "getDefinitionsProductType": Coverage(
        "a JSON Schema of the attributes that this fake reads", "Amazon's full schemas"
    ),
    "getInventorySummaries": Coverage(
        "fulfillable and reserved units, page tokens of 30 s",
        "inbound, researching and unfulfillable units",
    ),
    "createFeedDocument": Coverage("signed URL of 5 minutes for one upload"),
    "getFeedDocument": Coverage("signed URL of 5 minutes, GZIP by behaviour"),
    "createFeed": Coverage(
        "acknowledgement and fulfilment as XML and flat file, JSON_LISTINGS_FEED; ended types end "
        "FATAL",
        "other feed types",
    ),
    "getFeed": Coverage("queue, progress, end and result document"),
    "getFeeds": Coverage("all filters, pages"),
    "cancelFeed": Coverage("while it is in the queue"),
    "createReport": Coverage(
        "all orders by update and by date, pending orders of Japan, merchant and open listings",
        "other report types",
    ),
    "getReport": Coverage("queue, progress, end; CANCELLED without data"),
    "getReports": Coverage("all filters, pages"),
    "cancelReport": Coverage("while it is in the queue"),
    "getReportDocument": Coverage("signed URL of 5 minutes; cp932 where Japan has it"),
    "createReportSchedule": Coverage("periods from PT5M to P1M"),
    "getReportSchedules": Coverage("by report type"),
    "getReportSchedule": Coverage("one schedule"),
    "cancelReportSchedule": Coverage("at once"),
    "getAccount": Coverage("plan and marketplace", "business and contact data"),
    "getMarketplaceParticipations": Coverage("Japan", "other marketplaces"),
    "createRestrictedDataToken": Coverage(
        "orders and report documents, data elements by role; an hour", "delegated applications"
    ),
    "createDestination": Coverage("a queue of this fake by its ARN", "event buses deliver nothing"),
    "getDestinations": Coverage("of the calling app"),
    "getDestination": Coverage("one destination"),
    "deleteDestination": Coverage("refused while a subscription uses it"),
    "createSubscription": Coverage(
        "ORDER_CHANGE with filters, FEED_PROCESSING_FINISHED, REPORT_PROCESSING_FINISHED, "
        "LISTINGS_ITEM_MFN_QUANTITY_CHANGE",
        "other notification types",
    ),
    "getSubscription": Coverage("of the calling app and seller"),
    "getSubscriptions": Coverage("of the calling app and seller"),
    "getSubscriptionById": Coverage("one subscription"),
    "deleteSubscriptionById": Coverage("at once"),
}
