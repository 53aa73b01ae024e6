"""Faults, declared beforehand: which call is struck, when, and by what."""
