"""Colour themes: dark, light, high contrast, and one that gives colour no meaning.

Meaning is named once, as `tone-*` variables; `.tcss` files and texts use nothing else. Amazon's
side has variables of its own, so that nobody mistakes which world a screen belongs to.
"""

from textual.theme import Theme

DEFAULT_THEME = "renkei-dark"

_DARK = {
    "tone-quiet": "#a3abbd",
    "tone-good": "#7bd88f",
    "tone-warn": "#ffd166",
    "tone-bad": "#ff7b86",
    "tone-note": "#7cc4ff",
    "tone-shop": "#8fd3ff",
    "tone-amazon": "#ffb454",
    "amazon-surface": "#1f1708",
    "amazon-bar": "#3d2b0d",
    "footer-key-foreground": "#8fd3ff",
}

_LIGHT = {
    "tone-quiet": "#555b68",
    "tone-good": "#116329",
    "tone-warn": "#7a4b00",
    "tone-bad": "#b3122a",
    "tone-note": "#0a4f94",
    "tone-shop": "#0a4f94",
    "tone-amazon": "#8a4300",
    "amazon-surface": "#fff3df",
    "amazon-bar": "#ffd9a0",
    "footer-key-foreground": "#0a4f94",
}

_CONTRAST = {
    "tone-quiet": "#d0d0d0",
    "tone-good": "#00ff5f",
    "tone-warn": "#ffff00",
    "tone-bad": "#ff9d9d",
    "tone-note": "#5fd7ff",
    "tone-shop": "#5fd7ff",
    "tone-amazon": "#ffaf00",
    "amazon-surface": "#1a0f00",
    "amazon-bar": "#331d00",
    "footer-key-foreground": "#ffff00",
}

_PLAIN = dict.fromkeys((name for name in _DARK if name.startswith("tone-")), "#d8d8d8") | {
    "amazon-surface": "#202020",
    "amazon-bar": "#404040",
    "footer-key-foreground": "#ffffff",
}

VARIABLE_DEFAULTS = _DARK
"""What Textual's own themes get for our variables."""


def themes() -> tuple[Theme, ...]:
    """The four themes of the house."""
    return (
        Theme(
            DEFAULT_THEME,
            primary="#3b82c4",
            secondary="#1f3853",
            accent="#ffb454",
            warning="#ffd166",
            error="#ff7b86",
            success="#7bd88f",
            foreground="#e6e9f0",
            background="#10141c",
            surface="#171c26",
            panel="#222a38",
            variables=_DARK,
        ),
        Theme(
            "renkei-light",
            primary="#1f5fa8",
            secondary="#c9dcf0",
            accent="#8a4300",
            warning="#7a4b00",
            error="#b3122a",
            success="#116329",
            foreground="#14181f",
            background="#f7f8fa",
            surface="#ffffff",
            panel="#e4e9f0",
            dark=False,
            variables=_LIGHT,
        ),
        Theme(
            "renkei-contrast",
            primary="#ffffff",
            secondary="#262626",
            accent="#ffff00",
            warning="#ffff00",
            error="#ff9d9d",
            success="#00ff5f",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            variables=_CONTRAST,
        ),
        _plain(),
    )


def _plain() -> Theme:
    """No colour has a meaning."""
    return Theme(
        "renkei-plain",
        primary="#c8c8c8",
        secondary="#4a4a4a",
        accent="#ffffff",
        warning="#d8d8d8",
        error="#d8d8d8",
        success="#d8d8d8",
        foreground="#d8d8d8",
        background="#121212",
        surface="#1a1a1a",
        panel="#2a2a2a",
        variables=_PLAIN,
    )
