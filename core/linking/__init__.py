"""Linking the shop with Amazon: consent, checks, start, renewal, end (R01 to R05)."""
