"""The language as a JSON Schema, for editors that complete and check.

`python -m scenarios.language.schema` writes it; a test fails where the committed file is stale.
"""

import json
from importlib.resources import files
from pathlib import Path

from scenarios.language.definition import VERBS, Case, Step
from scenarios.language.expansion import EXAMPLES, INCLUDE, ROWS_MAX, VARIABLES
from scenarios.language.kinds import (
    BehaviourValue,
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
from scenarios.language.scalars import CLOCK, DURATION, MOMENT
from scenarios.language.vocabulary import BEHAVIOUR, behaviour_kind, fixed

_VARIABLE = "Variable"
_A_VARIABLE = r"\$\{[^{}]+\}"

FILE_NAME = "scenario.schema.json"

Schema = dict[str, object]


def schema() -> Schema:
    """The whole schema; classes of the definition are its `$defs`."""
    definitions: dict[str, Schema] = {}
    root = _schema_of(block_of(Case), definitions)
    _add_expansion(definitions["Case"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "renkei scenario",
        **root,
        "$defs": _with_variable(definitions),
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


def value_schema(kind: Kind) -> Schema:
    """The schema of one value by itself."""
    definitions: dict[str, Schema] = {}
    return {**_schema_of(kind, definitions), "$defs": _with_variable(definitions)}


def _with_variable(definitions: dict[str, Schema]) -> dict[str, Schema]:
    variable: Schema = {"type": "string", "pattern": _A_VARIABLE}
    return dict(sorted({**definitions, _VARIABLE: variable}.items()))


def _schema_of(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    match kind:
        case Text() | Whole() | Flag() | Choice() | Duration() | Moment() | TimeOfDay():
            return _or_variable(_scalar(kind))
        case BehaviourValue():
            return {"type": ["boolean", "integer", "string"]}
        case Table(value=BehaviourValue()):
            return {
                "type": "object",
                "properties": {
                    name: _schema_of(behaviour_kind(name), definitions) for name in fixed(BEHAVIOUR)
                },
                "patternProperties": {_A_VARIABLE: {}},
                "additionalProperties": False,
            }
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
            return {"type": "string", "pattern": f"^{DURATION}$"}
        case Moment():
            return {"type": "string", "pattern": f"^{MOMENT}$"}
        case TimeOfDay():
            return {"type": "string", "pattern": f"^{CLOCK}$"}


def _or_variable(scalar: Schema) -> Schema:
    """`${name}` may stand wherever one value may; free text allows it as it is."""
    if set(scalar) <= {"type", "title", "maxLength", "minLength"} and "string" in str(
        scalar.get("type")
    ):
        return scalar
    return {"anyOf": [scalar, {"$ref": f"#/$defs/{_VARIABLE}"}]}


def _text(kind: Text) -> Schema:
    if words := fixed(kind.names):
        return _set(title=kind.title or None, enum=list(words))
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
    whole: Schema = {
        "type": "object",
        "description": (block.cls.__doc__ or "").strip().split("\n")[0],
        "properties": {e.key: _schema_of(e.kind, definitions) for e in block.entries},
        "required": [entry.key for entry in block.entries if entry.required],
        "additionalProperties": False,
    }
    of_behaviour = [e.key for e in block.entries if isinstance(e.kind, BehaviourValue)]
    return {**whole, **_by_behaviour(of_behaviour[0], definitions)} if of_behaviour else whole


def _by_behaviour(key: str, definitions: dict[str, Schema]) -> Schema:
    """What `key` can be depends on the behaviour that is named beside it."""
    names: dict[str, list[str]] = {}
    for name in fixed(BEHAVIOUR):
        value = json.dumps(_schema_of(behaviour_kind(name), definitions))
        names.setdefault(value, []).append(name)
    return {
        "allOf": [
            {
                "if": {"properties": {BEHAVIOUR: {"enum": alike}}, "required": [BEHAVIOUR]},
                "then": {"properties": {key: json.loads(value)}},
            }
            for value, alike in names.items()
        ]
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
