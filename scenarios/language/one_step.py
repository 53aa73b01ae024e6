"""One step by itself, as it would stand in a file: for a world that is told what to do by hand."""

from scenarios.language.definition import Step
from scenarios.language.kinds import StepForm
from scenarios.language.mistakes import Mistake, WrongFile
from scenarios.language.nodes import Sequence, parse
from scenarios.language.reader import Reader


def read_step(text: str) -> Step:
    """Read `text`, with or without the dash before it. Raises WrongFile."""
    mistakes: list[Mistake] = []
    node = parse(text, mistakes)
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    reader = Reader(mistakes)
    got = reader.read(node, StepForm()) if node is not None else None
    if mistakes or got is None or not isinstance(got.value, Step):
        raise WrongFile("", mistakes)
    return got.value
