"""What nobody outside Amazon could say for certain, and what is believed meanwhile."""

from msgspec import Struct

from simulator.behaviours.entry import Behaviour

OPEN = (
    Behaviour(
        "cod_first_status",
        "UNSHIPPED",
        ("UNSHIPPED", "PENDING"),
        "assumed",
        "no source; nothing has to be authorised before the parcel is handed over",
        "the status of a new cash-on-delivery order; PENDING settles like a card",
    ),
    Behaviour(
        "feed_late_cancel_code",
        "18004",
        (),
        "assumed",
        "no processing report of a refused cancellation was found",
        "ResultMessageCode where an order to be cancelled is shipped already",
    ),
    Behaviour(
        "japan_post_carrier",
        "Other",
        ("Other", "JAPAN_POST", "JP_POST", "JapanPost"),
        "assumed",
        "copies of amazon-base.xsd hold no code for Japan Post",
        "the carrierCode for Japan Post; Other needs carrierName",
    ),
    Behaviour(
        "shipping_method",
        "free",
        ("free", "listed"),
        "assumed",
        "the list stands in Seller Central alone",
        "shippingMethod: any text, or one of the names that carriers in Japan use",
    ),
)


class Question(Struct, frozen=True):
    """An open question and the behaviours that answer it in this fake."""

    asks: str
    behaviours: tuple[str, ...]


QUESTIONS = (
    Question("What does confirmShipment say of a pending order?", ("text_state",)),
    Question("What is the body of a 404 of getOrder?", ("unknown_order",)),
    Question("What does a DEFAULT quantity do to an FBA offer?", ("default_row_on_fba",)),
    Question("Which carrier code has Japan Post?", ("japan_post_carrier",)),
    Question("Which shipping methods are there in Japan?", ("shipping_method",)),
    Question("Which statuses has a cash-on-delivery order?", ("cod_first_status",)),
    Question("What are the details of an expired access token?", ("text_token_expired",)),
    Question(
        "Does a new pending order cause an ORDER_CHANGE in Japan?", ("order_change_of_new_orders",)
    ),
    Question(
        "Which code has a late cancellation in the processing report?", ("feed_late_cancel_code",)
    ),
)
