"""Processing reports of XML feeds."""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

REPORT_TYPE = "text/xml; charset=UTF-8"


class Result(Struct, frozen=True):
    """What came of one message, where something is to be said."""

    message_id: str
    code: str
    description: str
    order_id: str = ""
    severity: str = "Error"


def processing_report(
    seller_id: str, feed_id: str, processed: int, results: Sequence[Result]
) -> bytes:
    """An AmazonEnvelope with a ProcessingReport (schema ProcessingReport.xsd)."""
    errors = len({result.message_id for result in results if result.severity == "Error"})
    warnings = len({result.message_id for result in results if result.severity == "Warning"})
    body = "".join(_result(result) for result in results)
    report = f"""<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
 xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
<Header><DocumentVersion>1.02</DocumentVersion>\
<MerchantIdentifier>{escape(seller_id)}</MerchantIdentifier></Header>
<MessageType>ProcessingReport</MessageType>
<Message><MessageID>1</MessageID><ProcessingReport>
<DocumentTransactionID>{feed_id}</DocumentTransactionID>
<StatusCode>Complete</StatusCode>
<ProcessingSummary><MessagesProcessed>{processed}</MessagesProcessed>\
<MessagesSuccessful>{max(0, processed - errors)}</MessagesSuccessful>\
<MessagesWithError>{errors}</MessagesWithError>\
<MessagesWithWarning>{warnings}</MessagesWithWarning></ProcessingSummary>
{body}</ProcessingReport></Message>
</AmazonEnvelope>
"""
    return report.encode()


def _result(result: Result) -> str:
    order = (
        f"<AdditionalInfo><AmazonOrderID>{escape(result.order_id)}</AmazonOrderID></AdditionalInfo>"
        if result.order_id
        else ""
    )
    return (
        f"<Result><MessageID>{escape(result.message_id)}</MessageID>"
        f"<ResultCode>{result.severity}</ResultCode>"
        f"<ResultMessageCode>{result.code}</ResultMessageCode>"
        f"<ResultDescription>{escape(result.description)}</ResultDescription>{order}</Result>\n"
    )
