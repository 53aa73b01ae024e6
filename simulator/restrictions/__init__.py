"""Listings Restrictions 2021-08-01."""
