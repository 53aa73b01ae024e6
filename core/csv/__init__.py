"""CSV in and out: products with their Amazon data, and shipments (R11, R39).

Reading gives a `Sheet`: its rows with every wrong cell by line, column and reason. Nothing is
written until it is applied, and then all in one step.
"""

from core.csv.export import NotInCp932, export_products
from core.csv.products import apply_products, plan_products, read_products
from core.csv.sheet import Sheet
from core.csv.shipments import (
    ShipmentPlan,
    apply_shipments,
    blank_shipments,
    read_shipments,
)
from core.domain.sheets import CellError, ImportPlan

__all__ = [
    "CellError",
    "ImportPlan",
    "NotInCp932",
    "Sheet",
    "ShipmentPlan",
    "apply_products",
    "apply_shipments",
    "blank_shipments",
    "export_products",
    "plan_products",
    "read_products",
    "read_shipments",
]
