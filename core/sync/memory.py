"""What an engine knows besides its books: to be put back when a world is rewound."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class EngineMemory:
    """The stream of jitter, the access token, and whether this engine has taken up its work.

    Whatever else an engine holds, it reads from the books again. The repr is mute about the token.
    """

    jitter: tuple[object, ...] = field(repr=False)
    token: str = field(repr=False)
    token_ends: datetime
    recovered: bool
