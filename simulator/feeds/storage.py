"""Where documents lie: signed URLs that take an upload or give a download, and expire.

Errors are in the form of the object store that Amazon uses, not of the SP-API.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from msgspec.structs import replace

from simulator.clock import iso
from simulator.exchange import Reply, Request
from simulator.orders.rules import parse_time
from simulator.simulation import Simulation
from simulator.world.records import Document

STORAGE_PREFIX = "/tortuga-prod-fe/"
_SIGNED = ("X-Amz-Date", "X-Amz-Expires", "response-content-encoding", "X-Amz-Signature")


class StorageError(Exception):
    """A refusal of the object store."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def signed_url(
    sim: Simulation, base_url: str, document: Document, method: str, encoding: str = ""
) -> str:
    """A URL for one method, good for `document_url_lives` from now.

    `encoding` is the Content-Encoding that a download will name (enableContentEncodingUrlHeader).
    """
    lives = int(sim.behaviours.duration("document_url_lives").total_seconds())
    signature = _sign(sim, method, document.document_id, sim.now, lives, encoding)
    values = (iso(sim.now), str(lives), encoding, signature)
    signed = zip(_SIGNED, values, strict=True)
    query = urlencode({name: value for name, value in signed if value})
    return f"{base_url}{STORAGE_PREFIX}{document.document_id}?{query}"


def answer_storage(sim: Simulation, request: Request) -> Reply:
    """PUT stores an upload, GET gives the content back."""
    try:
        document, encoding = _admit(sim, request)
        if request.method == "PUT":
            return _store(sim, request, document)
        return _fetch(document, encoding)
    except StorageError as error:
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f"<Error><Code>{error.code}</Code><Message>{error}</Message></Error>"
        )
        return Reply(error.status, body.encode(), [("content-type", "application/xml")])


def _admit(sim: Simulation, request: Request) -> tuple[Document, str]:
    """The document, and the Content-Encoding that its URL was signed with."""
    if request.method not in ("PUT", "GET"):
        text = "The specified method is not allowed against this resource."
        raise StorageError(405, "MethodNotAllowed", text)
    try:
        query = request.query()
    except ValueError:
        raise StorageError(400, "InvalidRequest", "The query is malformed") from None
    moment, lives, encoding, signature = (query.get(name, [""])[0] for name in _SIGNED)
    issued = parse_time(moment)
    document = sim.world.documents.get(request.path.removeprefix(STORAGE_PREFIX))
    if document is None or issued is None or not (lives.isascii() and lives.isdigit()):
        raise StorageError(403, "AccessDenied", "Access Denied")
    seconds = int(lives[:9])
    expected = _sign(sim, request.method, document.document_id, issued, seconds, encoding)
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        text = "The request signature we calculated does not match the signature you provided."
        raise StorageError(403, "SignatureDoesNotMatch", text)
    if sim.now >= issued + timedelta(seconds=seconds):
        raise StorageError(403, "AccessDenied", "Request has expired")
    return document, encoding


def _store(sim: Simulation, request: Request, document: Document) -> Reply:
    if _plain(request.headers.get("content-type", "")) != _plain(document.content_type):
        text = "The request signature we calculated does not match the signature you provided."
        raise StorageError(403, "SignatureDoesNotMatch", text)
    sim.world.documents[document.document_id] = replace(document, content=request.body)
    return Reply(200)


def _fetch(document: Document, encoding: str) -> Reply:
    if document.content is None:
        raise StorageError(404, "NoSuchKey", "The specified key does not exist.")
    headers = [("content-type", document.content_type)]
    if document.zipped:
        headers.append(("content-encoding", encoding or "identity"))
    return Reply(200, document.content, headers)


def _plain(content_type: str) -> str:
    return "".join(content_type.lower().split())


def _sign(
    sim: Simulation, method: str, document_id: str, issued: datetime, lives: int, encoding: str
) -> str:
    text = f"{method}\n{document_id}\n{iso(issued)}\n{lives}\n{encoding}"
    return hmac.new(f"{sim.seed}/documents".encode(), text.encode(), sha256).hexdigest()
