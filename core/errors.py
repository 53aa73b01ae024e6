"""The one tree of errors, split by what to do next.

RenkeiError
├── WaitAndRetry        nothing is wrong for good: the same thing may go through later
│   ├── Throttled       Amazon's quota is used up; `retry_at` says from when
│   ├── Held            Amazon does not answer; one probe at a time goes, not this call
│   ├── Unavailable     an outage, or no route; nothing was done at Amazon
│   ├── AnswerLost      sent, but no usable answer: what happened at Amazon is unknown
│   └── BooksBusy       another program writes into the database for longer than we wait
├── AskAPerson          somebody has to decide or to mend something
│   ├── Refused         a command that the rules do not allow; `reason` is the sentence
│   ├── NotAuthorised   Amazon does not let us in
│   ├── RequestRefused  Amazon refused this one request; `errors` are its words
│   ├── Withheld        a call that this engine must not make; nothing was sent
│   ├── BooksUnusable   the database cannot be used as it is
│   ├── VaultUnusable   the credentials cannot be read or kept
│   └── Unsealable      a buyer was sealed with another key
├── SetAside            one record cannot be read; the others go on (R43)
└── OurBug              must not happen; tests fail on it
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from core.domain.refusals import Refusal
from core.domain.sentence import Sentence


class RenkeiError(Exception):
    """Root of everything that renkei raises on purpose."""


class WaitAndRetry(RenkeiError):
    """The same call may go through later."""


class Throttled(WaitAndRetry):
    """No quota left for `operation`; one call will be possible at `retry_at` (R41)."""

    def __init__(self, operation: str, retry_at: datetime) -> None:
        super().__init__(f"{operation}: no quota until {retry_at.isoformat()}")
        self.operation = operation
        self.retry_at = retry_at


class Held(WaitAndRetry):
    """Amazon has stopped answering, so this call was not sent; try again at `retry_at` (R42)."""

    def __init__(self, operation: str, retry_at: datetime) -> None:
        super().__init__(f"{operation}: held until {retry_at.isoformat()}")
        self.operation = operation
        self.retry_at = retry_at


class Unavailable(WaitAndRetry):
    """Amazon answered with an outage, or could not be reached; nothing was done there."""

    def __init__(self, operation: str, status: int | None = None) -> None:
        super().__init__(f"{operation}: unavailable ({status or 'no route'})")
        self.operation = operation
        self.status = status


class AnswerLost(WaitAndRetry):
    """A call that changes Amazon went out, no usable answer came: read, then decide (R38)."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation}: outcome unknown")
        self.operation = operation


class BooksBusy(WaitAndRetry):
    """Another program is writing into the database; `what` says so, the step was undone."""

    def __init__(self, template: str, **values: object) -> None:
        self.what = Sentence(template, **values)
        super().__init__(self.what)


class AskAPerson(RenkeiError):
    """Somebody has to decide or to mend something."""


class Refused(AskAPerson):
    """A command that the rules do not allow; `reason` is the sentence to show."""

    def __init__(self, reason: Refusal, subject: str = "") -> None:
        super().__init__(f"{subject}: {reason.value}" if subject else reason.value)
        self.reason = reason
        self.subject = subject


class Withheld(AskAPerson):
    """A call that this engine must not make, stopped before it left; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotAuthorised(AskAPerson):
    """Amazon does not accept our credentials, or the role is missing."""

    def __init__(self, code: str, details: str = "") -> None:
        super().__init__(f"{code} {details}".strip())
        self.code = code
        self.details = details


class AmazonError(NamedTuple):
    """One entry of Amazon's `errors` list."""

    code: str
    message: str
    details: str = ""


class RequestRefused(AskAPerson):
    """Amazon refused one request for what it says; the same request will be refused again."""

    def __init__(self, operation: str, status: int, errors: Sequence[AmazonError]) -> None:
        super().__init__(f"{operation}: {status} {errors[0].code if errors else ''}".rstrip())
        self.operation = operation
        self.status = status
        self.errors = tuple(errors)

    @property
    def words(self) -> str:
        """Amazon's messages, joined."""
        return " / ".join(error.message for error in self.errors) or f"HTTP {self.status}"


class BooksUnusable(AskAPerson):
    """The database cannot be used as it is; `what` says why and what to do, nothing was changed."""

    def __init__(self, template: str, **values: object) -> None:
        self.what = Sentence(template, **values)
        super().__init__(self.what)


class VaultUnusable(AskAPerson):
    """The credentials cannot be read or kept; `what` says why, never what they hold."""

    def __init__(self, template: str, **values: object) -> None:
        self.what = Sentence(template, **values)
        super().__init__(self.what)


class Unsealable(AskAPerson):
    """What is sealed was sealed with another key, or was changed since (R40)."""

    def __init__(self) -> None:
        super().__init__("sealed with another key")


class SetAside(RenkeiError):
    """One record cannot be read; `reason` says which part, without personal data (R43)."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason


class OurBug(RenkeiError):
    """A state that the design excludes."""
