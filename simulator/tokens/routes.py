"""createRestrictedDataToken of Tokens 2021-03-01."""

from simulator.exchange import Reply, json_reply
from simulator.operations import Call, Operation
from simulator.quota import Limit
from simulator.tokens.rules import create


def _create_restricted_data_token(call: Call) -> Reply:
    token, lives = create(call)
    answer = {"restrictedDataToken": token.token, "expiresIn": int(lives.total_seconds())}
    return json_reply(200, answer)


OPERATIONS = (
    Operation(
        name="createRestrictedDataToken",
        api="tokens/2021-03-01",
        method="POST",
        path="/tokens/2021-03-01/restrictedDataToken",
        limit=Limit(1, 10),
        handler=_create_restricted_data_token,
        rated=frozenset({200, 400, 404, 415, 429, 500, 503}),
    ),
)
