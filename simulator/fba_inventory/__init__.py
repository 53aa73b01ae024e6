"""FBA Inventory v1: what Amazon's warehouses hold."""
