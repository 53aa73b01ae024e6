"""Orders v0: the reads that Amazon removes, and what has no successor yet."""
