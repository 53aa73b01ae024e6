"""Feeds 2021-06-30: documents, uploads, processing, reports."""
