"""Figures with goals: how fast and how small renkei is on the machine at hand (`renkei bench`)."""
