"""A queue at the fake and a subscription to ORDER_CHANGE: done once, by hand, in life."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from core import AmazonAccount
from core.amazon.transport import Transport

HOST = "http://amazon.invalid"
SCOPE = "sellingpartnerapi::notifications"
Told = dict[str, Any]


async def subscribe(line: Transport, account: AmazonAccount) -> str:
    """Make the queue, a destination for it, and the subscription; gives the queue's URL."""
    url = (await sqs(line, "CreateQueue", QueueName="news"))["QueueUrl"]
    asked = await sqs(line, "GetQueueAttributes", QueueUrl=url, AttributeNames=["QueueArn"])
    wish = {
        "name": "news",
        "resourceSpecification": {"sqs": {"arn": asked["Attributes"]["QueueArn"]}},
    }
    grantless = await _token(line, account, grant_type="client_credentials", scope=SCOPE)
    made = await _ask(line, "destinations", wish, grantless)
    wish = {"payloadVersion": "1.0", "destinationId": made["payload"]["destinationId"]}
    token = await _token(
        line, account, grant_type="refresh_token", refresh_token=account.refresh_token
    )
    await _ask(line, "subscriptions/ORDER_CHANGE", wish, token)
    return str(url)


async def sqs(line: Transport, action: str, **wish: object) -> Told:
    """Do something with the queue, as its owner."""
    headers = {"x-amz-target": f"AmazonSQS.{action}"}
    return await _post(line, f"{HOST}/_sqs", headers, msgspec.json.encode(wish))


async def _token(line: Transport, account: AmazonAccount, **grant: str) -> str:
    form = {"content-type": "application/x-www-form-urlencoded"}
    app = {"client_id": account.client_id, "client_secret": account.client_secret}
    content = urlencode(grant | app).encode()
    return str((await _post(line, account.token_endpoint, form, content))["access_token"])


async def _ask(line: Transport, path: str, wish: object, token: str) -> Told:
    headers = {
        "content-type": "application/json",
        "x-amz-access-token": token,
        "user-agent": "proof",
    }
    return await _post(line, f"{HOST}/notifications/v1/{path}", headers, msgspec.json.encode(wish))


async def _post(line: Transport, url: str, headers: Mapping[str, str], content: bytes) -> Told:
    answer = await line.exchange("POST", url, headers, content)
    assert answer.status == 200, answer.content
    return dict(msgspec.json.decode(answer.content))
