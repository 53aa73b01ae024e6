"""A stylesheet that parses each source once; Textual parses all of them at each new screen."""

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SOURCES = 512
"""More than there are widgets with styles of their own; Textual keeps 64."""


class KeptStylesheet(Stylesheet):
    """Forgets what it has parsed only when a variable changes, as another theme does."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take `variables` for all sources."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take what the sources say now. Raises StylesheetError and StylesheetParseError."""
        self.parse()
