"""The two operations of Product Type Definitions 2020-09-01."""

from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.parameters import (
    check_marketplace,
    listed,
    need_role,
    one_of,
    single,
    unparsable,
)
from simulator.product_types import schema
from simulator.product_types.known import (
    GENERIC,
    REQUIRED,
    TYPES,
    VERSION,
    ProductType,
    Requirements,
    type_of,
    types_for,
)
from simulator.quota import Limit
from simulator.refusal import error_body
from simulator.world.records import MARKETPLACE_ID

_API = "definitions/2020-09-01"
_PATH = "/definitions/2020-09-01/productTypes"
_ROLES = ("PRODUCT_LISTING",)
_LIMIT = Limit(5, 10)
_ENFORCEMENTS = frozenset({"ENFORCED", "NOT_ENFORCED"})
_PARENTAGE = frozenset({"NONE", "CHILD", "PARENT"})
_VERSIONS = frozenset({"LATEST", "RELEASE_CANDIDATE", VERSION})
_LOCALES = frozenset(
    {
        *("DEFAULT", "ar", "ar_AE", "de", "de_DE", "en", "en_AE", "en_AU", "en_CA", "en_GB"),
        *("en_IN", "en_SG", "en_US", "es", "es_ES", "es_MX", "es_US", "fr", "fr_CA", "fr_FR"),
        *("it", "it_IT", "ja", "ja_JP", "nl", "nl_NL", "pl", "pl_PL", "pt", "pt_BR", "pt_PT"),
        *("sv", "sv_SE", "tr", "tr_TR", "zh", "zh_CN", "zh_TW"),
    }
)


def _search_definitions(call: Call) -> Reply:
    need_role(call, _ROLES)
    check_marketplace(call)
    words, title = listed(call, "keywords"), single(call, "itemName")
    if words and title is not None:
        raise unparsable(call, "keywords and itemName exclude each other")
    if title is not None:
        found = [type_of(title)]
    elif words:
        found = types_for(words)
    else:
        found = list(TYPES.values())
    types = [
        {"name": one.name, "displayName": one.label, "marketplaceIds": [MARKETPLACE_ID]}
        for one in sorted(found, key=lambda one: one.name)
    ]
    return json_reply(200, {"productTypes": types, "productTypeVersion": VERSION})


def _get_definition(call: Call) -> Reply:
    need_role(call, _ROLES)
    check_marketplace(call, most=1)
    name = call.params["productType"]
    one_of(call, "productTypeVersion", _VERSIONS, "LATEST")
    one_of(call, "parentageLevel", _PARENTAGE)
    locale = one_of(call, "locale", _LOCALES, "DEFAULT")
    enforced = one_of(call, "requirementsEnforced", _ENFORCEMENTS, "ENFORCED") == "ENFORCED"
    requirements = _requirements(call)
    kind = TYPES.get(name)
    if kind is None and call.sim.behaviours["unknown_product_type"] == "parent":
        kind = TYPES[GENERIC]
    if kind is None:
        text = call.sim.behaviours.text("text_product_type_not_found").replace("{name}", name)
        body = error_body("NOT_FOUND", text, None)
        return Reply(404, body, [("content-type", "application/json")])
    return json_reply(200, _definition(call, kind, requirements, locale, enforced=enforced))


def _requirements(call: Call) -> Requirements:
    wanted = single(call, "requirements")
    if wanted is None:
        return "LISTING"
    for known in REQUIRED:
        if wanted == known:
            return known
    raise unparsable(call, f"requirements does not know {wanted[:40]!r}")


def _definition(
    call: Call, kind: ProductType, requirements: Requirements, locale: str, *, enforced: bool
) -> dict[str, object]:
    base = call.request.base_url
    content = schema.schema_of(kind, requirements, enforced=enforced)
    name = schema.name_of(kind, requirements, enforced=enforced)
    return {
        "metaSchema": schema.link(base, schema.META_NAME, schema.meta_schema()),
        "schema": schema.link(base, name, content),
        "requirements": requirements,
        "requirementsEnforced": "ENFORCED" if enforced else "NOT_ENFORCED",
        "propertyGroups": {
            group: {"title": title, "propertyNames": list(names)}
            for group, (title, names) in schema.GROUPS.items()
        },
        "locale": "ja_JP" if locale == "DEFAULT" else locale,
        "marketplaceIds": [MARKETPLACE_ID],
        "productType": kind.name,
        "displayName": kind.label,
        "productTypeVersion": {"version": VERSION, "latest": True, "releaseCandidate": False},
    }


OPERATIONS = (
    Operation(
        name="searchDefinitionsProductTypes",
        api=_API,
        method="GET",
        path=_PATH,
        limit=_LIMIT,
        handler=_search_definitions,
        parameters=frozenset({"keywords", "marketplaceIds", "itemName", "locale", "searchLocale"}),
    ),
    Operation(
        name="getDefinitionsProductType",
        api=_API,
        method="GET",
        path=_PATH + "/{productType}",
        limit=_LIMIT,
        handler=_get_definition,
        parameters=frozenset(
            {
                *("sellerId", "marketplaceIds", "productTypeVersion", "requirements"),
                *("requirementsEnforced", "locale", "parentageLevel"),
            }
        ),
    ),
)
