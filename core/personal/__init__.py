"""Buyers at rest: the cipher, sealing and opening."""
