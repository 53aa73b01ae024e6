"""What stands against giving a product its Amazon data (R08, R09)."""

from core.books.books import Books
from core.domain.listings import check_asin, check_sku
from core.domain.refusals import Refusal


def against_link(books: Books, code: str, sku: str, asin: str) -> Refusal | None:
    """Why a product cannot have this SKU and this ASIN, None where it can."""
    product = books.products.get(code)
    if product is None:
        return Refusal.NO_SUCH_PRODUCT
    if not sku:
        return Refusal.NO_SKU
    if wrong := check_asin(asin) or check_sku(sku):
        return wrong
    if books.products.holder("sku", sku) not in (None, code):
        return Refusal.SKU_TAKEN
    holder = books.products.holder("asin", asin)
    if holder in (None, code):
        return None
    other = books.products.get(str(holder))
    family = {code, product.parent} - {None}
    if other and (other.code in family or other.parent in family):
        return Refusal.OPTION_ASIN
    return Refusal.ASIN_TAKEN
