"""The product types of this fake: a few of Amazon's own, told apart by words of a title."""

from typing import Literal

from msgspec import Struct

Requirements = Literal["LISTING", "LISTING_PRODUCT_ONLY", "LISTING_OFFER_ONLY"]

GENERIC = "PRODUCT"
VERSION = "RHqrmGOO7wtpWjgGXhFxoA=="


class ProductType(Struct, frozen=True):
    """A product type, its Japanese name, the browse node it belongs to, and its words."""

    name: str
    label: str
    node_id: str
    node: str
    words: tuple[str, ...]


_TYPES = (
    ProductType("TEA", "お茶", "71324051", "食品・飲料・お酒", ("茶", "ティー", "tea")),
    ProductType(
        "DRINKING_CUP", "マグ・カップ", "13938481", "ホーム&キッチン", ("カップ", "マグ", "cup")
    ),
    ProductType(
        "KITCHEN_KNIFE", "包丁", "13938491", "ホーム&キッチン", ("包丁", "ナイフ", "knife")
    ),
    ProductType("TOWEL", "タオル", "2378150051", "ホーム&キッチン", ("タオル", "towel")),
    ProductType(
        "WRITING_INSTRUMENT", "筆記具", "89086051", "文房具・オフィス用品", ("筆", "ペン", "pen")
    ),
    ProductType(
        "BLANK_BOOK", "ノート", "89088051", "文房具・オフィス用品", ("ノート", "手帳", "notebook")
    ),
    ProductType("LAMP", "照明", "2022650051", "ホーム&キッチン", ("ライト", "ランプ", "lamp")),
    ProductType(
        "BATTERY", "バッテリー", "2128134051", "家電&カメラ", ("バッテリー", "電池", "battery")
    ),
    ProductType("WRAPPING_CLOTH", "風呂敷", "2131488051", "ファッション", ("風呂敷", "furoshiki")),
    ProductType("STORAGE_BOX", "収納", "2131461051", "ホーム&キッチン", ("桐", "箱", "box")),
)
_OTHER = ProductType(GENERIC, "商品", "3828871", "ホーム&キッチン", ())

TYPES: dict[str, ProductType] = {one.name: one for one in (*_TYPES, _OTHER)}

IDENTIFIERS = ("merchant_suggested_asin", "externally_assigned_product_identifier")
_FACTS = ("item_name", "brand")
_TERMS = ("condition_type", "purchasable_offer")
REQUIRED: dict[Requirements, tuple[str, ...]] = {
    "LISTING": (*_FACTS, *_TERMS),
    "LISTING_PRODUCT_ONLY": _FACTS,
    "LISTING_OFFER_ONLY": _TERMS,
}


def type_of(title: str) -> ProductType:
    """The product type that a title sounds like; `PRODUCT` when it sounds like none."""
    folded = title.casefold()
    return next((one for one in _TYPES if any(word in folded for word in one.words)), _OTHER)


def types_for(words: tuple[str, ...]) -> list[ProductType]:
    """Product types that one of the words names, in name, label or among their words."""
    folded = tuple(word.casefold() for word in words)
    return [
        one
        for one in TYPES.values()
        if any(
            word in one.name.casefold() or word in one.label or word in one.words for word in folded
        )
    ]
