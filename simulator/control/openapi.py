"""The control interface described in OpenAPI 3.1, from its own routes."""

import re
from collections.abc import Sequence

import msgspec

from simulator.control.asking import Route

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def describe(routes: Sequence[Route]) -> dict[str, object]:
    """The OpenAPI document of `routes`, request bodies as JSON Schema."""
    bodies = [route.body for route in routes if route.body is not None]
    schemas, components = msgspec.json.schema_components(
        bodies, ref_template="#/components/schemas/{name}"
    )
    schema_of = dict(zip(bodies, schemas, strict=True))
    paths: dict[str, dict[str, object]] = {}
    for route in routes:
        operation: dict[str, object] = {
            "summary": route.summary,
            "parameters": [
                *(_parameter(name, "path") for name in _PLACEHOLDER.findall(route.path)),
                *(_parameter(name, "query") for name in route.query),
            ],
            "responses": {"200": {"description": "OK"}, "default": {"description": "error"}},
        }
        if route.body is not None:
            content = {"application/json": {"schema": schema_of[route.body]}}
            operation["requestBody"] = {"content": content}
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "renkei simulator: control interface", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }


def _parameter(name: str, place: str) -> dict[str, object]:
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}
