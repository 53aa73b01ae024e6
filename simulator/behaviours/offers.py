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
    Behaviour(
        "text_catalog_both",
        "Invalid combination of 'identifiers' and 'keywords' provided.",
        (),
        "reported",
        "patterninc/muffin_man#62",
        "400 of searchCatalogItems",
    ),
    Behaviour(
        "text_catalog_neither",
        "Missing required 'identifiers' or 'keywords'.",
        (),
        "reported",
        "patterninc/muffin_man#62; jrl84/amazon-sp-api#193",
        "400 of searchCatalogItems",
    ),
    Behaviour(
        "text_catalog_asin",
        "Invalid 'asin' provided.",
        (),
        "reported",
        "selling-partner-api-models#2894: one wrong ASIN refuses all",
        "400 of Catalog Items",
    ),
    Behaviour(
        "text_catalog_not_found",
        "Requested item, {asin}, not found in marketplace(s) {marketplace}.",
        (),
        "reported",
        "jlevers/selling-partner-api#451",
        "404 of getCatalogItem",
    ),
    Behaviour(
        "unknown_product_type",
        "parent",
        ("parent", "not_found"),
        "reported",
        "selling-partner-api-docs#2747: a type without a definition answers with PRODUCT",
        "getDefinitionsProductType of a type that has none",
    ),
    Behaviour(
        "text_product_type_not_found",
        "Product type '{name}' not found.",
        (),
        "assumed",
        "no source",
        "404 of getDefinitionsProductType",
    ),
    Behaviour(
        "restricted_brands",
        "",
        (),
        "assumed",
        "not Amazon's: which brands need approval is not public",
        "brands that this fake's sellers need approval for, separated by commas",
    ),
    Behaviour(
        "text_restriction_approval",
        "You need approval to list this product.",
        (),
        "assumed",
        "Listings Restrictions: APPROVAL_REQUIRED",
        "getListingsRestrictions: the brand is restricted",
    ),
    Behaviour(
        "text_restriction_not_found",
        "The ASIN {asin} does not exist in the requested marketplace.",
        (),
        "assumed",
        "the model's description of ASIN_NOT_FOUND",
        "getListingsRestrictions: the ASIN is not in the catalogue",
    ),
    Behaviour(
        "fba_token_lives",
        "PT30S",
        (),
        "documented",
        "selling-partner-api-models fbaInventory: nextToken",
        "a nextToken of getInventorySummaries lives",
    ),
    Behaviour(
        "fba_without_stock",
        "empty",
        ("empty", "invalid_input"),
        "reported",
        "ericcj/amz_sp_api#28: an error where the seller has no FBA SKU",
        "getInventorySummaries where there is nothing",
    ),
    Behaviour(
        "text_fba_invalid",
        "Invalid Input",
        (),
        "reported",
        "jlevers/selling-partner-api#75",
        "400 of getInventorySummaries",
    ),
    Behaviour(
        "text_fba_time",
        "Query parameter [startDateTime] value is not a valid ISO date-time object",
        (),
        "reported",
        "selling-partner-api-docs#1595",
        "400 of getInventorySummaries",
    ),
    Behaviour(
        "text_fba_token",
        "Next token is invalid or expired",
        (),
        "reported",
        "selling-partner-api-models#4946",
        "400 of getInventorySummaries",
    ),
)
