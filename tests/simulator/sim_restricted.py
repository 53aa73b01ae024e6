"""Restricted data tokens for tests."""

TOKENS = "/tokens/2021-03-01/restrictedDataToken"


def restricted(amazon, path: str, *elements: str, **more):
    """The answer of createRestrictedDataToken for one path."""
    resource = {"method": "GET", "path": path} | more
    if elements:
        resource["dataElements"] = list(elements)
    return amazon.call("POST", TOKENS, body={"restrictedResources": [resource]})


def rdt(amazon, path: str, *elements: str) -> str:
    answer = restricted(amazon, path, *elements)
    assert answer.status == 200, answer.body
    return answer.json()["restrictedDataToken"]
