"""Amazon's words. `{order_id}` and the like are filled in when a text is sent."""

from simulator.behaviours.entry import Behaviour

TEXTS = (
    Behaviour(
        "text_invalid_input",
        ("The input you have submitted is not valid. Please check your input and try again."),
        (),
        "reported",
        "selling-partner-api-models#5144",
        "400 of the Orders APIs",
    ),
    Behaviour(
        "text_unparsable",
        "Request has missing or invalid parameters and cannot be parsed.",
        (),
        "reported",
        "jlevers/selling-partner-api#240",
        "400 of the Listings and Feeds APIs",
    ),
    Behaviour(
        "text_quota",
        "You exceeded your quota for the requested resource.",
        (),
        "reported",
        "jlevers/selling-partner-api#477",
        "429",
    ),
    Behaviour(
        "text_denied",
        "Access to requested resource is denied.",
        (),
        "reported",
        "selling-partner-api-models#2333",
        "403",
    ),
    Behaviour(
        "text_token_bad",
        "The access token you provided is revoked, malformed or invalid.",
        (),
        "reported",
        "selling-partner-api-models#2333",
        "403 details of a token that is not one",
    ),
    Behaviour(
        "text_token_expired",
        "The access token you provided has expired.",
        (),
        "assumed",
        "widely quoted; clients match it",
        "403 details of an expired token",
    ),
    Behaviour(
        "text_internal",
        "We encountered an internal error. Please try again.",
        (),
        "reported",
        "selling-partner-api-models#5230",
        "500",
    ),
    Behaviour(
        "text_unavailable",
        "Service is temporarily unavailable. Please try again.",
        (),
        "assumed",
        "no body of a 503 was seen",
        "503, which only a fault gives",
    ),
    Behaviour(
        "text_marketplace",
        "The marketplaces you provided are not valid for region",
        (),
        "reported",
        "third-party notes",
        "403 for a marketplace of another region",
    ),
    Behaviour(
        "text_sku_not_found",
        "SKU '{sku}' not found in marketplace {marketplace}",
        (),
        "reported",
        "jlevers/selling-partner-api#257",
        "404 of getListingsItem",
    ),
    Behaviour(
        "text_already_fulfilled",
        (
            "Failed to create package due to not finding a matching package or order "
            "already fulfilled. ErrorMessage(errorCode=GeneralError, "
            "errorDescription=Unable to find package to update for order ({order_id}), "
            "errorMetric=PackageToUpdateNotFound, packageIndex=null)"
        ),
        (),
        "reported",
        "selling-partner-api-models#5037",
        "confirmShipment: nothing is left to ship",
    ),
    Behaviour(
        "text_cancelled",
        (
            "Failed to create package. ErrorCode: NonexistentOrderItem Description: Failed "
            "to find order item list by order ID: {order_id}"
        ),
        (),
        "reported",
        "third-party code",
        "confirmShipment: the order is cancelled",
    ),
    Behaviour(
        "text_overfulfilled",
        ("Failed to create/update package due to overfulfillment of order item {order_item_id}."),
        (),
        "reported",
        "third-party code (the end is assumed)",
        "confirmShipment: too many",
    ),
    Behaviour(
        "text_state",
        ("Failed validation because order {order_id} is not ready for shipment confirmation."),
        (),
        "assumed",
        "third-party code has the first four words",
        "confirmShipment: the order is pending, or Amazon ships it",
    ),
    Behaviour(
        "text_carrier",
        (
            "Failed to create package. ErrorCode: InvalidCarrier Description: Selected "
            "carrier is not supported."
        ),
        (),
        "reported",
        "third-party code (the end is assumed)",
        "confirmShipment: unknown carrier",
    ),
    Behaviour(
        "text_carrier_name",
        (
            "Failed to create package. ErrorCode: CarrierNameCorrection Description: "
            "carrierName is required when carrierCode is Other."
        ),
        (),
        "reported",
        "third-party code (the end is assumed)",
        "confirmShipment: Other, no name",
    ),
    Behaviour(
        "text_reference_type",
        (
            "The input you have submitted is not valid. Please check the fields with "
            "invalid type [{fields}]."
        ),
        (),
        "reported",
        "selling-partner-api-models#5094",
        "confirmShipment: a field of the wrong JSON type",
    ),
    Behaviour(
        "text_reference",
        "PackageReferenceId: is invalid, must be a positive numeric value.",
        (),
        "reported",
        "jlevers/selling-partner-api#489",
        "confirmShipment: packageReferenceId",
    ),
    Behaviour(
        "text_order_item",
        (
            "OrderItemId  is invalid, please obtain the value through the getOrderItems "
            "API or Manage Orders page"
        ),
        (),
        "reported",
        "jlevers/selling-partner-api#492 and #528",
        "confirmShipment: orderItemId",
    ),
    Behaviour(
        "feed_result_18000",
        "The order ID is not valid for this seller.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18001",
        "The AmazonOrderItemCode '{value}' is not part of the order.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18002",
        "The order is fulfilled by Amazon.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18003",
        "The order has been cancelled already.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18004",
        "The order has been shipped and cannot be cancelled.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18005",
        "StatusCode must be Success or Failure.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18006",
        "The CancelReason '{value}' is not valid.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18007",
        "The order is pending and cannot be cancelled by the seller.",
        (),
        "assumed",
        "no report of a refused cancellation was found",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
    Behaviour(
        "feed_result_18028",
        "Part of an order cannot be cancelled by this feed.",
        (),
        "reported",
        "an error of OrderAdjustment, by developers' posts",
        "processing report of POST_ORDER_ACKNOWLEDGEMENT_DATA",
    ),
)
