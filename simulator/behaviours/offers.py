"""What is believed of Listings Items and of what stands around them."""

from simulator.behaviours.entry import Behaviour

OFFERS = (
    Behaviour(
        "accepted_change",
        "applied",
        ("applied", "refused_later"),
        "reported",
        "selling-partner-api-docs#3753: code 8541 stands on the listing after ACCEPTED",
        "what becomes of a listing change that was ACCEPTED",
    ),
    Behaviour(
        "issue_90000900",
        "The attributes are invalid.",
        (),
        "reported",
        "jlevers/selling-partner-api#861",
        "an attribute name that is not Amazon's, such as a camelCase one",
    ),
    Behaviour(
        "issue_99022",
        (
            "The field '{field}' for the attribute '{label}' does not have enough values. "
            "The required minimum is '1' value(s)."
        ),
        (),
        "reported",
        "jlevers/selling-partner-api#493",
        "a missing selector such as fulfillment_channel_code",
    ),
    Behaviour(
        "issue_4000001",
        "The provided value for '{label}' is invalid.",
        (),
        "reported",
        "selling-partner-api-models#5219",
        "a value that the attribute cannot have",
    ),
    Behaviour(
        "issue_4000003",
        "The Amazon product type specified is invalid or not supported.",
        (),
        "reported",
        "selling-partner-api-models#2427",
        "putListingsItem: an unknown product type",
    ),
    Behaviour(
        "issue_4000004",
        (
            'Creating products is not supported with the "PRODUCT" Amazon product type. '
            "Either specify a specific Amazon product type or specify an offer-only "
            "requirements set."
        ),
        (),
        "reported",
        "selling-partner-api-models#2427",
        "putListingsItem: PRODUCT with more than an offer",
    ),
    Behaviour(
        "issue_90220",
        "'{name}' is required but not supplied.",
        (),
        "reported",
        "selling-partner-api-models listings-feed-processing-report-schema-v2: example",
        "a required attribute is missing",
    ),
    Behaviour(
        "issue_8105",
        (
            "The data you provided for an attribute is invalid. Please refer the data "
            "definitions and resubmit with a valid value."
        ),
        (),
        "reported",
        "selling-partner-api-docs#3753",
        "merchant_suggested_asin is no ASIN of the catalogue",
    ),
    Behaviour(
        "issue_8541",
        (
            "The Listing data provided is different from what's already in the Amazon "
            "catalog. The following listing attribute value(s) conflict with Amazon catalog "
            "value(s): '{name}'."
        ),
        (),
        "reported",
        "selling-partner-api-docs#3753 (shortened)",
        "an accepted change that Amazon refuses later",
    ),
)
