"""The control interface under /_sim."""
