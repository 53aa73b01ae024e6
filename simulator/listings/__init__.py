"""Listings Items 2021-08-01, and the stock behind the offers."""
