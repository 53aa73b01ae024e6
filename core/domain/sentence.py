"""A sentence for a person that can still be said in another language."""

from typing import Self


class Sentence(str):
    """Japanese text that knows the `template` (a message id) and the `values` it was made of.

    It is a string wherever one is wanted; a front end looks the template up in its catalogue
    instead and fills the same values in, those that are sentences in its language as well.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """`template` with `values` for the names in its braces."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template = template
        made.values = values
        return made

    def __str__(self) -> str:
        """Itself, so that an exception made of it still knows its values."""
        return self
