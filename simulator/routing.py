"""Finding what a path means: a tree of segments, a word before a placeholder."""

from typing import Generic, TypeVar
from urllib.parse import unquote

T = TypeVar("T")


class _Node(Generic[T]):
    __slots__ = ("any", "methods", "names", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node[T]] = {}
        self.any: _Node[T] | None = None
        self.methods: dict[str, T] = {}
        self.names: dict[str, tuple[str, ...]] = {}


class Match(Generic[T]):
    """What was found: the target and its path values, or the methods that the path does know."""

    __slots__ = ("allowed", "params", "target")

    def __init__(self, target: T | None, params: dict[str, str], allowed: tuple[str, ...]) -> None:
        self.target = target
        self.params = params
        self.allowed = allowed


class Routes(Generic[T]):
    """A table of `METHOD /path/{name}`. Path values are percent-decoded after the split, so an
    encoded slash stays inside its segment."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: str, target: T) -> None:
        node, names = self._root, []
        for segment in template.strip("/").split("/"):
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.any = node.any or _Node()
                node = node.any
            else:
                node = node.words.setdefault(segment, _Node())
        node.methods[method] = target
        node.names[method] = tuple(names)

    def find(self, method: str, path: str) -> Match[T] | None:
        """None = no such path. What is not UTF-8 in it becomes U+FFFD, and so names nothing."""
        node, values = self._root, []
        for segment in path[1:].split("/"):
            word = node.words.get(segment)
            if word is not None:
                node = word
            elif node.any is not None and segment:
                values.append(segment)
                node = node.any
            else:
                return None
        if not node.methods:
            return None
        target = node.methods.get(method)
        if target is None:
            return Match(None, {}, tuple(sorted(node.methods)))
        decoded = [unquote(value) if "%" in value else value for value in values]
        return Match(target, dict(zip(node.names[method], decoded, strict=True)), ())
