"""Orders 2026-01-01, and the life of an order."""
