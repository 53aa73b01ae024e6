"""One step by itself, as it would stand in a file: for a world that is told what to do by hand."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from core.domain.labels import Policy
from scenarios.language.checks import check_names, check_steps
from scenarios.language.definition import Case, Step
from scenarios.language.kinds import StepForm
from scenarios.language.mistakes import Mistake, Place, WrongFile
from scenarios.language.nodes import Sequence, parse
from scenarios.language.reader import Mention, Reader

KNOWN = Place(0, 0)
"""Where a name stands that was there before the step."""


class Around(NamedTuple):
    """What the step is read in: the time, the policy, and every name by its kind."""

    now: datetime
    policy: Policy
    names: tuple[tuple[str, str], ...]


def read_step(text: str, around: Around, path: str = "") -> Step:
    """Read `text`, with or without the dash of a list; `path` names it in mistakes.

    Raises WrongFile with everything that is wrong, as for a file.
    """
    mistakes: list[Mistake] = []
    node = parse(text, mistakes)
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    reader = Reader(mistakes)
    got = reader.read(node, StepForm()) if node is not None else None
    mistakes += check_names((*_known(around.names), *reader.mentions))
    mistakes += check_steps(_moment(around), reader.steps)
    if mistakes or got is None or not isinstance(got.value, Step):
        raise WrongFile(path, mistakes)
    return got.value


def _known(names: Iterable[tuple[str, str]]) -> Iterable[Mention]:
    return (Mention(kind, name, True, KNOWN) for kind, name in names)


def _moment(around: Around) -> Case:
    """A case that begins where the world stands."""
    return Case(id="now", title="now", start=around.now, policy=around.policy, steps=())
