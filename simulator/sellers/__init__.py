"""Sellers v1."""
