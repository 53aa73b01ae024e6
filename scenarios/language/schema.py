"""The language as a JSON Schema, for editors that complete and check.

`python -m scenarios.language.schema` writes it; a test fails where the committed file is stale.
"""

import json
from importlib.resources import files
from pathlib import Path

from scenarios.language.definition import VERBS, Case, Step
from scenarios.language.expansion import EXAMPLES, INCLUDE, ROWS_MAX, VARIABLES
from scenarios.language.kinds import (
    Block,
    Choice,
    Duration,
    Flag,
    Kind,
    ListOf,
    Moment,
    OneOf,
    StepForm,
    Table,
    Text,
    TimeOfDay,
    Whole,
    block_of,
    kind_of,
)

_VARIABLE = "Variable"

FILE_NAME = "scenario.schema.json"

Schema = dict[str, object]


def schema() -> Schema:
    """The whole schema; classes of the definition are its `$defs`."""
    definitions: dict[str, Schema] = {}
    root = _schema_of(block_of(Case), definitions)
    definitions[_VARIABLE] = {"type": "string", "pattern": r"\$\{[^{}]+\}"}
    _add_expansion(definitions["Case"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "renkei scenario",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _add_expansion(case: Schema) -> None:
    """The keys that stand for something else: they are gone before anything is read."""
    properties = case["properties"]
    assert isinstance(properties, dict)
    scalar: Schema = {"type": ["string", "number", "boolean", "null"]}
    row: Schema = {"type": "object", "additionalProperties": scalar}
    properties[VARIABLES] = row
    properties[EXAMPLES] = {"type": "array", "items": row, "minItems": 1, "maxItems": ROWS_MAX}
    properties[INCLUDE] = {"type": "string", "pattern": r"\.ya?ml$"}
    # What is required may come from an included file.
    case["required"] = ["id", "title", "steps"]


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _schema_of(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    match kind:
        case Text() | Whole() | Flag() | Choice() | Duration() | Moment() | TimeOfDay():
            return _or_variable(_scalar(kind))
        case ListOf(item=item):
            return {"type": "array", "items": _schema_of(item, definitions)}
        case Table(key=key, value=value):
            return {
                "type": "object",
                "propertyNames": _schema_of(key, definitions),
                "additionalProperties": _schema_of(value, definitions),
            }
        case Block():
            return _block(kind, definitions)
        case StepForm():
            return _step(definitions)
        case OneOf(kinds=kinds):
            return {"anyOf": [_schema_of(option, definitions) for option in kinds]}


def _scalar(kind: Text | Whole | Flag | Choice | Duration | Moment | TimeOfDay) -> Schema:
    match kind:
        case Text():
            return _text(kind)
        case Whole(title=title, ge=low, le=high):
            return _set(type="integer", title=title or None, minimum=low, maximum=high)
        case Flag():
            return {"type": "boolean"}
        case Choice(words=words):
            return {"enum": list(words)}
        case Duration():
            return {"type": "string", "format": "duration"}
        case Moment():
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$"}
        case TimeOfDay():
            return {"type": "string", "pattern": r"^\d{1,2}:\d{2}(:\d{2})?$"}


def _or_variable(scalar: Schema) -> Schema:
    """`${name}` may stand wherever one value may; free text allows it as it is."""
    if set(scalar) <= {"type", "title", "maxLength", "minLength"} and "string" in str(
        scalar.get("type")
    ):
        return scalar
    return {"anyOf": [scalar, {"$ref": f"#/$defs/{_VARIABLE}"}]}


def _text(kind: Text) -> Schema:
    return _set(
        type=["string", "number"] if not kind.names else "string",
        title=kind.title or None,
        pattern=kind.pattern,
        minLength=kind.min_length or None,
        maxLength=kind.max_length,
    )


def _set(**keywords: object) -> Schema:
    return {keyword: value for keyword, value in keywords.items() if value is not None}


def _block(block: Block, definitions: dict[str, Schema]) -> Schema:
    name = block.cls.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place while its parts are described
        whole = _object(block, definitions)
        short = next((e.kind for e in block.entries if e.name == block.shorthand), None)
        definitions[name] = (
            {"anyOf": [_schema_of(short, definitions), whole]} if short is not None else whole
        )
    return {"$ref": f"#/$defs/{name}"}


def _object(block: Block, definitions: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "description": (block.cls.__doc__ or "").strip().split("\n")[0],
        "properties": {e.key: _schema_of(e.kind, definitions) for e in block.entries},
        "required": [entry.key for entry in block.entries if entry.required],
        "additionalProperties": False,
    }


def _step(definitions: dict[str, Schema]) -> Schema:
    if "Step" not in definitions:
        definitions["Step"] = {}
        timing = {
            entry.key: _schema_of(entry.kind, definitions)
            for entry in block_of(Step).entries
            if entry.name not in ("do", "line")
        }
        verbs = {
            key: {"title": verb.label, **_schema_of(kind_of(verb), definitions)}
            for key, verb in VERBS.items()
        }
        definitions["Step"] = {
            "type": "object",
            "properties": {**timing, **verbs},
            "oneOf": [{"required": [key]} for key in VERBS],
            "additionalProperties": False,
        }
    return {"$ref": "#/$defs/Step"}


if __name__ == "__main__":
    Path(str(files("scenarios") / FILE_NAME)).write_text(schema_text(), encoding="utf-8")
