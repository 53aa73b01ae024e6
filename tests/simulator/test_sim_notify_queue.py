"""The queue service by itself: SQS's JSON protocol in simulated time."""

import json

import pytest
from sim_queue import Ear


@pytest.fixture
def ear(amazon):
    return Ear(amazon)


def put(ear, *bodies, **more):
    for body in bodies:
        ear.sqs("SendMessage", QueueUrl=ear.url, MessageBody=body, **more)


def error(answer) -> str:
    assert answer.status == 400
    assert answer.headers["x-amzn-query-error"].endswith(";Sender")
    return answer.json()["__type"].rpartition("#")[2]


def test_a_message_is_received_hidden_and_comes_back(amazon, ear):
    put(ear, "one")
    (first,) = ear.receive(VisibilityTimeout=60, MessageSystemAttributeNames=["All"])
    assert first["Attributes"]["ApproximateReceiveCount"] == "1"
    assert ear.receive() == []
    amazon.advance("PT59S")
    assert ear.receive() == []
    amazon.advance("PT1S")
    (again,) = ear.receive(AttributeNames=["ApproximateReceiveCount"])
    assert again["MessageId"] == first["MessageId"]
    assert again["ReceiptHandle"] != first["ReceiptHandle"]
    assert again["Attributes"] == {"ApproximateReceiveCount": "2"}


def test_a_deleted_message_is_gone_and_an_old_receipt_deletes_nothing(amazon, ear):
    put(ear, "one")
    (first,) = ear.receive()
    amazon.advance("PT30S")
    (second,) = ear.receive()
    for receipt in (first["ReceiptHandle"], second["ReceiptHandle"]):
        amazon.advance("PT1S")
        ear.sqs("DeleteMessage", QueueUrl=ear.url, ReceiptHandle=receipt)
        counts = counted(ear)
        assert sum(counts) == (1 if receipt == first["ReceiptHandle"] else 0)


def counted(ear) -> tuple[int, int]:
    told = ear.sqs("GetQueueAttributes", QueueUrl=ear.url, AttributeNames=["All"])["Attributes"]
    names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
    return tuple(int(told[name]) for name in names)


def test_the_oldest_come_first_and_at_most_ten(ear):
    put(ear, *(str(number) for number in range(12)))
    assert [one["Body"] for one in ear.receive()] == [str(number) for number in range(10)]
    assert counted(ear) == (2, 10)


def test_a_delayed_message_waits(amazon, ear):
    put(ear, "late", DelaySeconds=90)
    assert ear.receive() == []
    amazon.advance("PT90S")
    assert [one["Body"] for one in ear.receive()] == ["late"]


def test_a_message_lives_four_days(amazon, ear):
    put(ear, "old")
    amazon.advance("P4D")
    assert ear.receive() == []
    assert counted(ear) == (0, 0)


def test_a_message_can_be_given_back_at_once(ear):
    put(ear, "one")
    (message,) = ear.receive()
    receipt = message["ReceiptHandle"]
    change = {"QueueUrl": ear.url, "ReceiptHandle": receipt, "VisibilityTimeout": 0}
    ear.sqs("ChangeMessageVisibility", **change)
    assert len(ear.receive()) == 1
    assert error(ear.try_sqs("ChangeMessageVisibility", **change)) == "MessageNotInflight"


def test_batches(ear):
    entries = [{"Id": str(number), "MessageBody": f"m{number}"} for number in range(3)]
    sent = ear.sqs("SendMessageBatch", QueueUrl=ear.url, Entries=entries)
    assert [one["Id"] for one in sent["Successful"]] == ["0", "1", "2"]
    wanted = [{"Id": one["Body"], "ReceiptHandle": one["ReceiptHandle"]} for one in ear.receive()]
    wanted.append({"Id": "no", "ReceiptHandle": "no"})
    done = ear.sqs("DeleteMessageBatch", QueueUrl=ear.url, Entries=wanted)
    assert [one["Id"] for one in done["Successful"]] == ["m0", "m1", "m2"]
    assert [one["Code"] for one in done["Failed"]] == ["ReceiptHandleIsInvalid"]
    assert counted(ear) == (0, 0)
    wrong = {"QueueUrl": ear.url}
    assert error(ear.try_sqs("SendMessageBatch", **wrong, Entries=[])) == "EmptyBatchRequest"
    twice = [entries[0]] * 2
    assert error(ear.try_sqs("SendMessageBatch", **wrong, Entries=twice)) == (
        "BatchEntryIdsNotDistinct"
    )


def test_queues_are_made_found_emptied_and_deleted(ear):
    assert ear.sqs("GetQueueUrl", QueueName="news")["QueueUrl"] == ear.url
    assert ear.sqs("CreateQueue", QueueName="news")["QueueUrl"] == ear.url
    other = ear.try_sqs("CreateQueue", QueueName="news", Attributes={"VisibilityTimeout": "9"})
    assert error(other) == "QueueNameExists"
    assert ear.sqs("ListQueues")["QueueUrls"] == [ear.url]
    ear.sqs("SetQueueAttributes", QueueUrl=ear.url, Attributes={"VisibilityTimeout": "5"})
    told = ear.sqs("GetQueueAttributes", QueueUrl=ear.url, AttributeNames=["VisibilityTimeout"])
    assert told["Attributes"] == {"VisibilityTimeout": "5"}
    put(ear, "one", "two")
    ear.sqs("PurgeQueue", QueueUrl=ear.url)
    assert counted(ear) == (0, 0)
    ear.sqs("DeleteQueue", QueueUrl=ear.url)
    assert error(ear.try_sqs("ReceiveMessage", QueueUrl=ear.url)) == "QueueDoesNotExist"


@pytest.mark.parametrize(
    ("action", "body", "code"),
    [
        ("Fly", {}, "InvalidAction"),
        ("CreateQueue", {"QueueName": "no spaces"}, "InvalidParameterValue"),
        ("CreateQueue", {"QueueName": "q", "Attributes": {"Color": "red"}}, "InvalidAttributeName"),
        (
            "CreateQueue",
            {"QueueName": "q", "Attributes": {"DelaySeconds": "soon"}},
            "InvalidAttributeValue",
        ),
        ("GetQueueUrl", {"QueueName": "none"}, "QueueDoesNotExist"),
        ("ReceiveMessage", {"QueueUrl": "x", "MaxNumberOfMessages": 11}, "InvalidParameterValue"),
        ("ReceiveMessage", {"QueueUrl": "x"}, "QueueDoesNotExist"),
        ("SendMessage", {"QueueUrl": "x"}, "InvalidParameterValue"),
    ],
)
def test_what_is_wrong_gets_an_error_of_the_queue_service(ear, action, body, code):
    assert error(ear.try_sqs(action, **body)) == code


def test_a_body_that_is_no_json(amazon):
    headers = {"x-amz-target": "AmazonSQS.ListQueues"}
    answer = amazon.send("POST", "/_sqs/", content=b"{", headers=headers)
    assert json.loads(answer.body)["__type"].endswith("#SerializationException")


def test_waiting_ends_at_once_while_the_clock_stands(ear):
    assert ear.receive(WaitTimeSeconds=20) == []
