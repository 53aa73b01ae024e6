"""The JSON Schema of a product type, and the place where it can be fetched.

Amazon keeps the schemas in an object store of their own; so does this fake, under a path of its
own server. They describe the attributes that this fake looks at, and a few that it only keeps.
"""

from base64 import b64encode
from hashlib import md5

import msgspec

from simulator.exchange import Reply, Request
from simulator.product_types.known import (
    IDENTIFIERS,
    REQUIRED,
    TYPES,
    ProductType,
    Requirements,
)

SCHEMA_PREFIX = "/selling-partner-definitions-prod-fe/"
META_SCHEMA = "https://schemas.amazon.com/selling-partners/definitions/product-types/meta-schema/v1"
DIALECT = "https://json-schema.org/draft/2019-09/schema"
Json = dict[str, object]

_TEXT: Json = {"type": "string", "minLength": 1}
_NUMBER: Json = {"type": "number", "exclusiveMinimum": 0}
_COUNT: Json = {"type": "integer", "minimum": 0}
_MARKETPLACE: Json = {"type": "string"}

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "product_identity": (
        "商品識別情報",
        ("item_name", "brand", "externally_assigned_product_identifier"),
    ),
    "product_details": ("商品詳細", ("product_description", "bullet_point")),
    "offer": (
        "出品情報",
        (
            "condition_type",
            "merchant_suggested_asin",
            "purchasable_offer",
            "fulfillment_availability",
        ),
    ),
}
_LABELS = {
    "item_name": "商品名",
    "brand": "ブランド名",
    "externally_assigned_product_identifier": "外部商品ID",
    "product_description": "商品説明文",
    "bullet_point": "箇条書き",
    "condition_type": "コンディション",
    "merchant_suggested_asin": "出品者提案のASIN",
    "purchasable_offer": "販売価格",
    "fulfillment_availability": "在庫数",
}


def schema_of(kind: ProductType, requirements: Requirements, *, enforced: bool) -> bytes:
    """The schema, as it is fetched: the same bytes for the same question."""
    required = list(REQUIRED[requirements]) if enforced else []
    schema: Json = {
        "$schema": META_SCHEMA,
        "$id": f"https://schemas.amazon.com/selling-partners/definitions/{kind.name}/1.0.0",
        "$comment": f"Amazon product type definition of {kind.name}, by a fake of the SP-API.",
        "type": "object",
        "required": required,
        "properties": {name: _property(name) for name in _LABELS},
        "additionalProperties": True,
    }
    if requirements == "LISTING_OFFER_ONLY" and enforced:
        schema["anyOf"] = [{"required": [name]} for name in IDENTIFIERS]
    return msgspec.json.encode(schema)


def meta_schema() -> bytes:
    schema: Json = {"$schema": DIALECT, "$id": META_SCHEMA, "allOf": [{"$ref": DIALECT}]}
    return msgspec.json.encode(schema)


def link(base_url: str, name: str, content: bytes) -> Json:
    """A SchemaLink; the checksum is Base64 of MD5, as Amazon's is."""
    digest = md5(content, usedforsecurity=False).digest()
    resource = f"{base_url}{SCHEMA_PREFIX}{name}"
    return {
        "link": {"resource": resource, "verb": "GET"},
        "checksum": b64encode(digest).decode(),
    }


def name_of(kind: ProductType, requirements: Requirements, *, enforced: bool) -> str:
    word = "ENFORCED" if enforced else "NOT_ENFORCED"
    return f"schema/{kind.name}/{requirements}/{word}.json"


META_NAME = "meta-schema/v1.json"


def answer_schema(request: Request) -> Reply:
    """A schema by its link; no token is needed. Errors as an object store's."""
    content = _content(request.path.removeprefix(SCHEMA_PREFIX))
    if request.method == "GET" and content is not None:
        return Reply(200, content, [("content-type", "application/json")])
    code = "NoSuchKey" if request.method == "GET" else "MethodNotAllowed"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code></Error>'
    status = 404 if request.method == "GET" else 405
    return Reply(status, body.encode(), [("content-type", "application/xml")])


def _content(name: str) -> bytes | None:
    if name == META_NAME:
        return meta_schema()
    for kind in TYPES.values():
        for requirements in REQUIRED:
            for enforced in (True, False):
                if name == name_of(kind, requirements, enforced=enforced):
                    return schema_of(kind, requirements, enforced=enforced)
    return None


def _property(name: str) -> Json:
    match name:
        case "fulfillment_availability":
            selectors = ["fulfillment_channel_code"]
            fields: Json = {
                "fulfillment_channel_code": {"enum": ["DEFAULT", "AMAZON_JP"]},
                "quantity": _COUNT,
                "lead_time_to_ship_max_days": _COUNT,
                "restock_date": {"type": "string"},
            }
        case "purchasable_offer":
            selectors = ["marketplace_id", "currency", "audience"]
            step = _objects({"value_with_tax": _NUMBER})
            fields = {"currency": {"const": "JPY"}, "our_price": _objects({"schedule": step})}
        case "externally_assigned_product_identifier":
            selectors = ["marketplace_id", "type"]
            fields = {"type": {"enum": ["ean", "gtin", "jan", "upc"]}, "value": _TEXT}
        case _:
            selectors = ["marketplace_id", "language_tag"]
            fields = {"value": _TEXT, "language_tag": {"type": "string"}}
    items = _objects({**fields, "marketplace_id": _MARKETPLACE})
    return {"title": _LABELS[name], "selectors": selectors, "minUniqueItems": 1, **items}


def _objects(fields: Json) -> Json:
    return {
        "type": "array",
        "minItems": 1,
        "items": {"type": "object", "properties": fields, "additionalProperties": True},
    }
