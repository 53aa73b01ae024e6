"""Amazon's words in Orders v0 and Tokens."""

from simulator.behaviours.entry import Behaviour

ORDER_TEXTS = (
    Behaviour(
        "text_enum",
        (
            "1 validation error detected: Value '[{values}]' at '{name}' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
            "[{known}]]"
        ),
        (),
        "reported",
        "jlevers/selling-partner-api#172",
        "v0 getOrders: a value that a list does not know",
    ),
    Behaviour(
        "text_rdt_denied",
        "Application do not have access to some or all requested resource",
        (),
        "reported",
        "selling-partner-api-docs#702, jlevers/selling-partner-api#550",
        "createRestrictedDataToken and v0 reads: the path is not open to the app",
    ),
    Behaviour(
        "text_rdt_elements",
        "Application does not have access to one or more requested data elements: [{elements}]",
        (),
        "reported",
        "Amazon-SP-API-CSharp#155",
        "createRestrictedDataToken: the app lacks the role",
    ),
    Behaviour(
        "text_rdt_invalid",
        "Invalid Input",
        (),
        "reported",
        "selling-partner-api-docs#707",
        "createRestrictedDataToken: a body that is none",
    ),
    Behaviour(
        "text_not_pickup",
        "The order is not an in-store pickup order.",
        (),
        "assumed",
        "no text was seen",
        "updateShipmentStatus of an order that is delivered",
    ),
    Behaviour(
        "text_not_regulated",
        "The order does not contain regulated items.",
        (),
        "assumed",
        "no text was seen",
        "the regulated information of an order that has none",
    ),
    Behaviour(
        "text_tracking_blocked",
        (
            "Failed to create package. ErrorCode: BlockedTrackingId Description: The tracking "
            "ID is blocked."
        ),
        (),
        "reported",
        "third-party code (the end is assumed)",
        "confirmShipment: blocked_tracking_number",
    ),
    Behaviour(
        "text_tracking_twice",
        (
            "Failed to create package. ErrorCode: DuplicateTrackingId Description: The tracking "
            "ID is already in use."
        ),
        (),
        "reported",
        "third-party code (the end is assumed)",
        "confirmShipment: tracking_number_twice",
    ),
    Behaviour(
        "text_tracking_format",
        (
            "The tracking ID [{tracking}] for [{carrier}] does not match the expected format for "
            "the carrier. Please verify that you have entered the tracking ID and carrier name "
            "correctly."
        ),
        (),
        "reported",
        "selling-partner-api-docs#866",
        "confirmShipment: tracking_format",
    ),
    Behaviour(
        "text_edits",
        (
            "Failed to update package. ErrorCode: InvalidPackageVersion Description: The package "
            "has reached the maximum number of allowed updates."
        ),
        (),
        "reported",
        "third-party code (joined from two texts)",
        "confirmShipment: package_edits_most",
    ),
)
