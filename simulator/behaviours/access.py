"""Consents, codes, secrets: how long each is good, and what ends it."""

from simulator.behaviours.entry import Behaviour

ACCESS = (
    Behaviour(
        "oauth_code_lives",
        "PT5M",
        (),
        "reported",
        "selling-partner-api-docs#268, Amazon support",
        "the code of a consent lives",
    ),
    Behaviour(
        "earlier_refresh_tokens",
        "stay",
        ("stay", "end"),
        "assumed",
        "no source",
        "what becomes of a seller's earlier refresh tokens when he consents again",
    ),
    Behaviour(
        "client_secret_lives",
        None,
        ("P180D",),
        "documented",
        "Rotate your app's LWA credentials: every 180 days; none = a year can be walked through",
        "a client secret is taken for; none = for ever",
    ),
    Behaviour(
        "old_secret_lives",
        "P7D",
        (),
        "documented",
        "Rotate your app's LWA credentials",
        "after a rotation the old secret is taken for",
    ),
)
