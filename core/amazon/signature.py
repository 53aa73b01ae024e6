"""AWS Signature Version 4 of a POST to a service of the shop's own AWS account.

Only what such a call needs: no query, a plain path (AWS: "Create a signed AWS API request").
"""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from core.account import QueueAccess

_ALGORITHM = "AWS4-HMAC-SHA256"
_LAST = "aws4_request"
_SERVICE = "sqs"
_ELSEWHERE = "us-east-1"


def signed(
    access: QueueAccess,
    host: str,
    path: str,
    headers: Mapping[str, str],
    content: bytes,
    now: datetime,
) -> dict[str, str]:
    """`headers` (names in small letters) and those that prove who sends `content` there."""
    at = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    every = {**headers, "host": host, "x-amz-date": at}
    names = ";".join(sorted(every))
    lines = [f"{name}:{every[name].strip()}" for name in sorted(every)]
    request = ["POST", path, "", *lines, "", names, sha256(content).hexdigest()]
    scope = f"{at[:8]}/{_region(host)}/{_SERVICE}/{_LAST}"
    to_sign = [_ALGORITHM, at, scope, sha256("\n".join(request).encode()).hexdigest()]
    key = f"AWS4{access.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, "\n".join(to_sign).encode(), "sha256").hex()
    proof = f"Credential={access.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "x-amz-date": at, "authorization": f"{_ALGORITHM} {proof}"}


def _region(host: str) -> str:
    """The second part of `sqs.ap-northeast-1.amazonaws.com`."""
    parts = host.split(".")
    return parts[1] if len(parts) > 3 and parts[0] == _SERVICE else _ELSEWHERE
