"""Hostile input to the control interface: refused in words, never a 500."""

import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sim_client import Amazon

VALUES = (
    None,
    True,
    -1,
    0,
    1.5,
    2**63,
    1e308,
    "",
    "x" * 5_000,
    "\u0000\u202e",
    "-PT5M",
    "PT5M",
    "P1Y2M3DT",
    "2026-13-45T99:99:99Z",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "2026-11-23",
    [],
    [[]],
    [None],
    {},
    {"a": {"b": {}}},
)
IDS = {"sku": "PEN-FP-F", "order_id": "250-0000000-0000000", "seller_id": "A0"}


@cache
def described() -> dict:
    return Amazon().control("GET", "/openapi.json")


def bodies() -> list[tuple[str, str, list[str]]]:
    """Method, path and field names of every route that takes an object."""
    found = []
    for path, methods in described()["paths"].items():
        for method, spec in methods.items():
            if "requestBody" in spec:
                schema = spec["requestBody"]["content"]["application/json"]["schema"]
                name = schema["$ref"].rpartition("/")[2]
                fields = list(described()["components"]["schemas"][name]["properties"])
                found.append((method.upper(), filled(path), fields))
    return found


def filled(path: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: IDS.get(name[1], "nothing-1"), path)


def check(answer) -> None:
    """Done, or refused with a code and a message."""
    assert answer.status in (200, 400, 404, 405, 409), answer.body
    if answer.status != 200:
        error = answer.json()["error"]
        assert error["code"]
        assert error["message"]
        assert error["message"][0] not in "<{", "no traceback, no repr of an object"


BODIES = bodies()
NAMES = [f"{method} {path}" for method, path, _ in BODIES]


@pytest.mark.parametrize(("method", "path", "fields"), BODIES, ids=NAMES)
def test_no_value_of_any_field_breaks_it(method, path, fields):
    amazon = Amazon()
    for field in fields:
        for value in VALUES:
            if (path, field) != ("/_sim/clock/wait", "until"):
                body = json.dumps({field: value}).encode()
                check(amazon.send(method, path, content=body))


@pytest.mark.parametrize(("method", "path", "fields"), BODIES, ids=NAMES)
def test_a_misspelt_field_gets_the_right_one(method, path, fields):
    amazon = Amazon()
    for field in fields:
        wrong = field[0] + field[2:] + field[1]
        if wrong in fields or len(field) < 3:
            continue
        answer = amazon.send(method, path, content=json.dumps({wrong: 1}).encode())
        assert answer.status == 400
        error = answer.json()["error"]
        assert error["field"] == wrong
        assert f"no field '{wrong}'; the nearest is '" in error["message"]


@pytest.mark.parametrize(("method", "path", "fields"), BODIES, ids=NAMES)
@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"null", b"5", b"\xff\xfe", b'{"a":1,}', b"[" * 50_000]
)
def test_a_body_that_is_no_object_is_refused(method, path, fields, content):
    answer = Amazon().send(method, path, content=content)
    assert answer.status == 400
    check(answer)


@pytest.mark.parametrize("path", sorted(described()["paths"]))
def test_a_wrong_method_says_which_are_right(path):
    answer = Amazon().send("PUT", filled(path))
    assert answer.status == 405
    assert set(described()["paths"][path]) <= set(
        re.findall(r"\w+", answer.json()["error"]["message"].lower())
    )


@pytest.mark.parametrize("path", sorted(described()["paths"]))
def test_a_misspelt_path_gets_the_right_one(path):
    answer = Amazon().send("GET", filled(path).replace("_sim/", "_sim/x", 1) + "/y/z/w")
    assert answer.status == 404
    assert "the nearest is '/_sim" in answer.json()["error"]["message"]


def test_a_query_parameter_that_a_call_does_not_take_is_refused():
    amazon = Amazon()
    for path, methods in described()["paths"].items():
        for method in methods:
            answer = amazon.send(method.upper(), filled(path), query="limt=1")
            assert answer.status == 400, path
            assert answer.json()["error"]["field"] == "limt"


def test_query_parameters_are_described():
    [spec] = described()["paths"]["/_sim/events"].values()
    assert [one["name"] for one in spec["parameters"]] == ["after", "limit"]


@settings(max_examples=200, deadline=None)
@given(
    path=st.sampled_from(sorted(described()["paths"])),
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    query=st.text(alphabet="after=limt&%20é\x00-1", max_size=20),
    content=st.binary(max_size=60) | st.just(b"{}"),
    accept=st.sampled_from(["", "application/har+json", "text/html"]),
)
def test_noise_gets_an_answer(path, method, query, content, accept):
    query = query.encode("utf-8", "replace").decode("latin-1")
    amazon = Amazon(empty=True)
    headers = {"accept": accept}
    check(amazon.send(method, filled(path), query=query, content=content, headers=headers))


def test_the_description_names_every_route(amazon):
    """`GET /_sim` lists them, `openapi.json` describes them, both from the same table."""
    listed = {(r["method"], r["path"]) for r in amazon.control("GET", "")["routes"]}
    paths = described()["paths"].items()
    assert listed == {(m.upper(), path) for path, methods in paths for m in methods}
