"""What stands against giving a product its Amazon data, and what goes with it (R08, R09)."""

from core.books.books import Books
from core.domain.findings import OF_A_LINK
from core.domain.listings import check_asin, check_sku
from core.domain.refusals import Refusal


def forget_findings(books: Books, code: str) -> None:
    """What stood on a SKU because it was linked goes with the link (R14)."""
    if link := books.products.link(code):
        for finding in OF_A_LINK:
            books.findings.clear(finding, link.sku, sku=link.sku)


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
