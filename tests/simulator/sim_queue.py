"""A queue at the fake, and an app that hears of changes through it."""

import json
import os
from pathlib import Path

from jsonschema import Draft7Validator
from sim_client import Amazon, Answer
from sim_models import ENVIRONMENT

SCOPE = "sellingpartnerapi::notifications"
ROOT = "/notifications/v1"
_SCHEMAS = {
    "ORDER_CHANGE": "OrderChangeNotification.json",
    "FEED_PROCESSING_FINISHED": "FeedProcessingFinishedNotification.json",
    "REPORT_PROCESSING_FINISHED": "ReportProcessingFinishedNotification.json",
    "LISTINGS_ITEM_MFN_QUANTITY_CHANGE": "ListingsItemMfnQuantityChange.json",
}


class Ear:
    """One queue of the app, its destination, and what has come."""

    def __init__(self, amazon: Amazon, name: str = "news") -> None:
        self.amazon = amazon
        self.url = self.sqs("CreateQueue", QueueName=name)["QueueUrl"]
        wanted = self.sqs("GetQueueAttributes", AttributeNames=["QueueArn"], QueueUrl=self.url)
        self.arn = wanted["Attributes"]["QueueArn"]
        made = self.destine(name, self.arn)
        assert made.status == 200, made.body
        self.destination_id = made.json()["payload"]["destinationId"]

    def grantless(self) -> str:
        answer = self.amazon.login(grant_type="client_credentials", scope=SCOPE)
        return answer.json()["access_token"]

    def destine(self, name: str, arn: str) -> Answer:
        body = {"name": name, "resourceSpecification": {"sqs": {"arn": arn}}}
        return self.call("POST", "/destinations", body=body, token=self.grantless())

    def call(self, method: str, path: str, **more) -> Answer:
        return self.amazon.call(method, f"{ROOT}{path}", **more)

    def subscribe(self, kind: str, **changes) -> Answer:
        body = {"payloadVersion": "1.0", "destinationId": self.destination_id} | changes
        return self.call("POST", f"/subscriptions/{kind}", body=body)

    def try_sqs(self, action: str, **body) -> Answer:
        headers = {
            "x-amz-target": f"AmazonSQS.{action}",
            "content-type": "application/x-amz-json-1.0",
        }
        content = json.dumps(body).encode()
        return self.amazon.send("POST", "/_sqs", content=content, headers=headers)

    def sqs(self, action: str, **body) -> dict:
        answer = self.try_sqs(action, **body)
        assert answer.status == 200, answer.body
        return answer.json()

    def receive(self, **more) -> list[dict]:
        answer = self.sqs("ReceiveMessage", QueueUrl=self.url, MaxNumberOfMessages=10, **more)
        return answer.get("Messages", [])

    def heard(self) -> list[dict]:
        """What has come, checked by Amazon's schemas, and taken out of the queue."""
        bodies = []
        while messages := self.receive():
            for message in messages:
                self.sqs("DeleteMessage", QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                bodies.append(json.loads(message["Body"]))
        for body in bodies:
            _check(body)
        return bodies


def _check(body: dict) -> None:
    folder = os.environ.get(ENVIRONMENT)
    kind = body.get("NotificationType") or body["notificationType"]
    if folder:
        schema = json.loads((Path(folder) / _SCHEMAS[kind]).read_text())
        Draft7Validator(schema).validate(body)
