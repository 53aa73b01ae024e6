"""Notifications: when they come, how often, in which order."""

from simulator.behaviours.entry import Behaviour

MESSAGES = (
    Behaviour(
        "notification_after",
        "PT10S",
        (),
        "assumed",
        "no source",
        "a notification is in the queue after",
    ),
    Behaviour(
        "notification_duplicates",
        "never",
        ("never", "sometimes", "always"),
        "documented",
        "Notifications API use case guide: at least once; sometimes = one in ten",
        "a notification comes twice, half a minute apart",
    ),
    Behaviour(
        "notification_order",
        "kept",
        ("kept", "shuffled"),
        "documented",
        "standard queues keep no order; shuffled = up to two minutes late, each by itself",
        "the order in which notifications come",
    ),
    Behaviour(
        "order_change_of_new_orders",
        "sent",
        ("sent", "silent"),
        "assumed",
        "selling-partner-api-docs#3278: contested",
        "does a new order cause an ORDER_CHANGE",
    ),
    Behaviour(
        "event_bus_kinds_to_queues",
        "allowed",
        ("allowed", "refused"),
        "documented",
        "Set up notifications with Amazon EventBridge names them; this fake has no event bus",
        "may LISTINGS_ITEM_MFN_QUANTITY_CHANGE go to a queue",
    ),
    Behaviour(
        "text_no_resource",
        "The specified resource does not exist.",
        (),
        "assumed",
        "no text was seen",
        "404 of Notifications",
    ),
    Behaviour(
        "text_conflict",
        "The resource specified conflicts with the current state.",
        (),
        "assumed",
        "the model names the cause in these terms",
        "409 of Notifications",
    ),
)
