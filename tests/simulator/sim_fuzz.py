"""Requests that no client would send, and what an answer has to look like all the same."""

import gzip
import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree.ElementTree import fromstring

from hypothesis import strategies as st
from sim_client import Answer

from simulator.operations import Operation
from simulator.tables import OPERATIONS

BOMB = gzip.compress(b"\0" * 40_000_000)
OVERSIZE = b" " * (10 * 1024 * 1024 + 1)
_HOSTILE_XML = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">'
    b'<!ENTITY y "&x;&x;">]><AmazonEnvelope>&y;</AmazonEnvelope>'
)
_OTHER_PATHS = (
    "/auth/o2/token",
    "/apps/authorize/consent",
    "/_sqs",
    "/tortuga-prod-fe/amzn1.tortuga.3.x",
    "/_sim/orders",
    "/_sim/clock/advance",
    "/_sim/behaviours",
    "/_sim/faults/none",
    "/",
    "//",
    "/%00",
    "/orders/%FF/%2e%2e/orders",
)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW", "get")
_TYPES = (
    "application/json",
    "application/json; charset=utf-8",
    "text/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/x-amz-json-1.0",
    "",
    ";;;",
)
_HOLE = re.compile(r"\{[^}]+\}")
_TARGETS = ("AmazonSQS.ReceiveMessage", "AmazonSQS.CreateQueue", "AmazonSQS.Fly", "x")


@dataclass(frozen=True)
class Shot:
    """One request; `known` values are ones that mean something in the shop."""

    method: str
    path: str
    query: str
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)
    authorised: bool = True


def shots(known: list[str]) -> st.SearchStrategy[Shot]:
    """Operations with parameters and bodies between nearly right and absurd, and other paths."""
    text = st.one_of(
        st.sampled_from(known),
        st.sampled_from(["", "0", "-1", "101", "9" * 30, "true", "2026-11-22T00:00:00Z"]),
        st.sampled_from(["9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "%", "+", "\0"]),
        st.text(max_size=12),
    )
    operations = st.sampled_from(OPERATIONS).flatmap(lambda one: _at_operation(one, text))
    elsewhere = _shot(st.sampled_from(_METHODS), st.sampled_from(_OTHER_PATHS), ["x", "app"], text)
    return st.one_of(operations, operations, operations, elsewhere)


def _at_operation(operation: Operation, text: st.SearchStrategy[str]) -> st.SearchStrategy[Shot]:
    own = st.just(operation.method)
    methods = st.one_of(own, own, own, st.sampled_from(_METHODS))
    names = [*sorted(operation.parameters), "marketplaceIds", "x"]
    return _shot(methods, _filled(operation.path, text), names, text)


def _shot(
    methods: st.SearchStrategy[str],
    paths: st.SearchStrategy[str],
    names: list[str],
    text: st.SearchStrategy[str],
) -> st.SearchStrategy[Shot]:
    pairs = st.lists(st.tuples(st.sampled_from(names), text), max_size=4).map(_encoded)
    queries = st.one_of(pairs, pairs, st.text(st.characters(max_codepoint=255), max_size=20))
    json_type = st.just("application/json")
    headers = st.fixed_dictionaries(
        {"content-type": st.one_of(json_type, json_type, st.sampled_from(_TYPES))},
        optional={
            "x-amz-target": st.sampled_from(_TARGETS),
            "content-encoding": st.sampled_from(["gzip", "br"]),
            "user-agent": st.sampled_from(["", "x" * 600]),
        },
    )
    authorised = st.sampled_from([True, True, True, False])
    return st.builds(Shot, methods, paths, queries, _bodies(text), headers, authorised)


def _filled(template: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    holes = template.count("{")
    values = st.lists(text.map(_quoted), min_size=holes, max_size=holes)
    return values.map(lambda given: _HOLE.sub("{}", template).format(*given))


def _bodies(text: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    words = st.sampled_from(
        [
            "marketplaceId",
            "marketplaceIds",
            "packageDetail",
            "packageReferenceId",
            "orderItems",
            "carrierCode",
            "patches",
            "productType",
            "feedType",
            "inputFeedDocumentId",
            "reportType",
            "contentType",
            "restrictedResources",
            "payloadVersion",
            "destinationId",
            "name",
            "resourceSpecification",
            "QueueUrl",
            "QueueName",
            "by",
            "items",
        ]
    )
    leaves = st.one_of(text, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none())
    trees = st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=5)
        ),
        max_leaves=12,
    )
    objects = st.dictionaries(words, trees, max_size=6)
    return st.one_of(
        st.just(b""),
        objects.map(lambda content: json.dumps(content).encode()),
        trees.map(lambda content: json.dumps(content).encode()),
        st.binary(max_size=60),
        st.sampled_from(
            [
                b"{",
                b"[" * 100_000,
                b'{"a": 1e999}',
                b'"\xff"',
                b"<a>",
                _HOSTILE_XML,
                BOMB,
                b"\x1f\x8b\x08broken",
                b"a=1&" * 2000,
            ]
        ),
    )


def check(shot: Shot, answer: Answer) -> None:
    """Well formed for where it came from, and no failure that nobody ordered."""
    said = f"{shot.method} {shot.path}?{shot.query} {shot.content[:200]!r}: {answer.body[:300]!r}"
    assert 200 <= answer.status < 500, f"{answer.status} {said}"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if shot.path.startswith("/tortuga"):
        assert answer.status < 300 or fromstring(answer.body).tag == "Error", said
    elif kind == "text/html":
        assert answer.body.startswith(b"<!DOCTYPE html>"), said
    elif answer.body:
        content = json.loads(answer.body)
        if answer.status >= 400:
            assert _is_error(shot.path, content), said
    else:
        assert answer.status in (202, 204, 302) or shot.method == "HEAD", said


def _is_error(path: str, content: dict) -> bool:
    if path.startswith("/_sim"):
        return bool(content["error"]["code"] and content["error"]["message"])
    if path == "/auth/o2/token":
        return bool(content["error"] and content["error_description"])
    if path.startswith("/_sqs"):
        return content["__type"].startswith("com.amazonaws.sqs#")
    return all(error["code"] and error["message"] for error in content["errors"])


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
