"""What is believed of Feeds 2021-06-30."""

from simulator.behaviours.entry import Behaviour

FEEDING = (
    Behaviour(
        "feed_outcome",
        "done",
        ("done", "cancelled", "fatal_before", "fatal_after", "stuck"),
        "reported",
        (
            "the model: FATAL may have done some, none or all; #2633 and docs#1151: stuck for "
            "days; jlevers#555: CANCELLED"
        ),
        "how feeds end: fatal_after = carried out all the same, stuck = IN_PROGRESS for ever",
    ),
    Behaviour(
        "feed_report_gzip",
        False,
        (True, False),
        "documented",
        "selling-partner-api-models feeds_2021-06-30: compressionAlgorithm",
        "processing reports come as GZIP",
    ),
    Behaviour(
        "feed_bytes_max",
        67_108_864,
        (),
        "assumed",
        "Feeds best practices: keep files under 10 MiB; the hard limit is not told",
        "a feed larger than this, unpacked, is FATAL; bytes",
    ),
    Behaviour(
        "listings_feed_limit",
        5,
        (),
        "documented",
        "Building listings management workflows guide: 5 submissions in 5 minutes",
        "JSON_LISTINGS_FEED submissions of a seller within listings_feed_window",
    ),
    Behaviour(
        "listings_feed_window",
        "PT5M",
        (),
        "documented",
        "Building listings management workflows guide: 5 submissions in 5 minutes",
        "over which time listings_feed_limit is counted",
    ),
    Behaviour(
        "text_feed_invalid",
        "Invalid request parameters",
        (),
        "reported",
        "selling-partner-api-models#986 and #1559",
        "400 of createFeed",
    ),
    Behaviour(
        "text_feed_type",
        "feed type _{type}_ is invalid",
        (),
        "reported",
        "jlevers/selling-partner-api#455",
        "400 of createFeed: unknown type, or one that is not simulated",
    ),
    Behaviour(
        "feed_issue_4002005",
        "Attribute '{name}' is required, but not present.",
        (),
        "reported",
        "selling-partner-api-models#4679",
        "JSON_LISTINGS_FEED: its frame is incomplete, or it is not JSON",
    ),
    Behaviour(
        "feed_issue_4002006",
        "Attribute '{name}' does not match the required value.",
        (),
        "reported",
        "selling-partner-api-models#1662 (translated from French)",
        "JSON_LISTINGS_FEED: another version than 2.0",
    ),
    Behaviour(
        "feed_issue_4002007",
        "feed messages list beyond allowed size",
        (),
        "reported",
        "selling-partner-api-models#4097 (its code is assumed)",
        "JSON_LISTINGS_FEED: more than 25,000 messages",
    ),
    Behaviour(
        "feed_issue_4002008",
        (
            "The provided message did not meet the schema validation requirements for a feed "
            "message."
        ),
        (),
        "reported",
        "selling-partner-api-models#1641",
        "JSON_LISTINGS_FEED: a message that is not one, or its messageId comes twice",
    ),
    Behaviour(
        "feed_issue_BAD_REQUEST",
        "Invalid 'accountId' provided.",
        (),
        "reported",
        "selling-partner-api-models#2851",
        "JSON_LISTINGS_FEED: header.sellerId is another seller's",
    ),
    Behaviour(
        "feed_shipment_code",
        "18034",
        (),
        "assumed",
        "no report of a refused shipment with its code was found",
        "ResultMessageCode of a shipment that confirmShipment would refuse, with its words",
    ),
    Behaviour(
        "feed_result_18009",
        "The FulfillmentDate '{value}' is not valid.",
        (),
        "assumed",
        "no source",
        "processing report of POST_ORDER_FULFILLMENT_DATA",
    ),
    Behaviour(
        "feed_result_18010",
        "CarrierCode is required.",
        (),
        "assumed",
        "mandatory in Japan since 2022-08-31; the words are not known",
        "processing report of POST_ORDER_FULFILLMENT_DATA",
    ),
    Behaviour(
        "feed_result_18011",
        "The MerchantFulfillmentID '{value}' is not valid.",
        (),
        "assumed",
        "a positive number by OrderFulfillment.xsd",
        "processing report of POST_ORDER_FULFILLMENT_DATA",
    ),
    Behaviour(
        "feed_result_18012",
        "The Quantity '{value}' is not valid.",
        (),
        "assumed",
        "a positive number by OrderFulfillment.xsd",
        "processing report of POST_ORDER_FULFILLMENT_DATA",
    ),
)
