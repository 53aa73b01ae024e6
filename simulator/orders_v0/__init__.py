"""Orders v0: what has no successor yet."""
