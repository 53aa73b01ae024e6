"""Notifications v1: destinations, subscriptions, and what is sent."""
