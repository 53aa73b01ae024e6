"""Answers checked against Amazon's own models (Swagger 2.0 files).

The folder is named by RENKEI_SP_API_MODELS; without it nothing is checked.
"""

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from jsonschema import Draft4Validator, FormatChecker

ENVIRONMENT = "RENKEI_SP_API_MODELS"
WHY_SKIPPED = f"{ENVIRONMENT} does not name the folder of Amazon's models"
METHODS = {"get", "put", "post", "delete", "patch"}

formats = FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Rule:
    """One operation of a model: its path as a pattern, and its answers by status."""

    def __init__(self, method: str, path: str, spec: dict, definitions: dict) -> None:
        self.name = spec["operationId"]
        self.method = method.upper()
        self.path = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$")
        self.description = spec.get("description", "")
        self.responses = spec["responses"]
        self.definitions = definitions

    def validate(self, status: int, headers: dict[str, str], body: bytes) -> None:
        assert "x-amzn-requestid" in headers
        declared = self.responses.get(str(status))
        if declared is None:
            _expect_error_list(body)
            return
        rated = "x-amzn-RateLimit-Limit" in declared.get("headers", {})
        assert rated == ("x-amzn-ratelimit-limit" in headers), f"{self.name} {status}: rate header"
        schema = declared.get("schema")
        if schema is None:
            assert body == b"", f"{self.name} {status} has a body"
            return
        content = json.loads(body)
        if status >= 400 and _is_array(schema, self.definitions):
            content = content["errors"]
        whole = {**schema, "definitions": self.definitions}
        Draft4Validator(whole, format_checker=formats).validate(content)
        strange = sorted(_strange(content, schema, self.definitions, "$"))
        assert not strange, f"{self.name} {status}: not in the model: {strange}"


@cache
def rules() -> tuple[Rule, ...]:
    """Every operation of every model; empty when the environment names no folder."""
    folder = os.environ.get(ENVIRONMENT)
    return tuple(_rules(Path(folder))) if folder else ()


def check(method: str, path: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """Assert that an answer has the form that Amazon's model gives to it."""
    for rule in rules():
        if rule.method == method and rule.path.match(path):
            rule.validate(status, headers, body)
            return


def _rules(folder: Path) -> Iterator[Rule]:
    for file in sorted(folder.glob("*.json")):
        model = json.loads(file.read_text())
        for path, methods in model.get("paths", {}).items():
            for method, spec in methods.items():
                if method in METHODS:
                    yield Rule(method, path, spec, model["definitions"])


def _is_array(schema: dict, definitions: dict) -> bool:
    """One model calls its list of errors an array, where Amazon sends an object as everywhere
    (jlevers/selling-partner-api#194)."""
    return definitions.get(schema.get("$ref", "").rpartition("/")[2], schema)["type"] == "array"


def _expect_error_list(body: bytes) -> None:
    errors = json.loads(body)["errors"]
    assert errors, "an empty list of errors"
    assert all(error["code"] and "message" in error for error in errors)


def _strange(content: object, schema: dict, definitions: dict, place: str) -> Iterator[str]:
    """Fields that a model does not know; a validator alone lets them pass."""
    while "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if isinstance(content, list):
        for index, one in enumerate(content):
            yield from _strange(one, schema.get("items", {}), definitions, f"{place}[{index}]")
    elif isinstance(content, dict) and "properties" in schema:
        for name, value in content.items():
            inner = schema["properties"].get(name)
            if inner is None:
                yield f"{place}.{name}"
            else:
                yield from _strange(value, inner, definitions, f"{place}.{name}")
