"""What SQS's JSON protocol is asked, and how it refuses (X-Amz-Target: AmazonSQS.<action>)."""

from typing import Annotated

from msgspec import Meta, Struct

from simulator.exchange import Reply, json_reply

Seconds = Annotated[int, Meta(ge=0, le=43_200)]
Delay = Annotated[int, Meta(ge=0, le=900)]
Batch = Annotated[int, Meta(ge=1, le=10)]
QueueName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,80}$")]
EntryId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,80}$")]

# The names that the older query protocol has for some errors; SDKs look for them.
_OLD_NAMES = {
    "QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue",
    "QueueNameExists": "QueueAlreadyExists",
    "ReceiptHandleIsInvalid": "ReceiptHandleIsInvalid",
    "EmptyBatchRequest": "AWS.SimpleQueueService.EmptyBatchRequest",
    "TooManyEntriesInBatchRequest": "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    "BatchEntryIdsNotDistinct": "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
}


class SqsError(Exception):
    """A refusal: `code` in the JSON protocol's own words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def reply(self) -> Reply:
        reply = json_reply(400, {"__type": f"com.amazonaws.sqs#{self.code}", "message": str(self)})
        old = _OLD_NAMES.get(self.code, self.code)
        reply.headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amzn-query-error", f"{old};Sender"),
        ]
        return reply


class CreateQueue(Struct, rename="pascal"):
    queue_name: QueueName
    attributes: dict[str, str] = {}


class GetQueueUrl(Struct, rename="pascal"):
    queue_name: str


class ListQueues(Struct, rename="pascal"):
    queue_name_prefix: str = ""


class OfQueue(Struct, rename="pascal"):
    """Any action that needs the queue alone."""

    queue_url: str


class GetQueueAttributes(OfQueue, rename="pascal"):
    attribute_names: list[str] = []


class SetQueueAttributes(OfQueue, rename="pascal"):
    attributes: dict[str, str]


class SendMessage(OfQueue, rename="pascal"):
    message_body: Annotated[str, Meta(min_length=1)]
    delay_seconds: Delay | None = None


class SendEntry(Struct, rename="pascal"):
    id: EntryId
    message_body: Annotated[str, Meta(min_length=1)]
    delay_seconds: Delay | None = None


class SendMessageBatch(OfQueue, rename="pascal"):
    entries: list[SendEntry]


class ReceiveMessage(OfQueue, rename="pascal"):
    max_number_of_messages: Batch = 1
    visibility_timeout: Seconds | None = None
    wait_time_seconds: Annotated[int, Meta(ge=0, le=20)] | None = None
    attribute_names: list[str] = []
    message_system_attribute_names: list[str] = []


class DeleteMessage(OfQueue, rename="pascal"):
    receipt_handle: str


class DeleteEntry(Struct, rename="pascal"):
    id: EntryId
    receipt_handle: str


class DeleteMessageBatch(OfQueue, rename="pascal"):
    entries: list[DeleteEntry]


class ChangeMessageVisibility(OfQueue, rename="pascal"):
    receipt_handle: str
    visibility_timeout: Seconds
