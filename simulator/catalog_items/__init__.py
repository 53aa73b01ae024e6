"""Catalog Items 2022-04-01."""
