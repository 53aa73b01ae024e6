"""Product Type Definitions 2020-09-01."""
