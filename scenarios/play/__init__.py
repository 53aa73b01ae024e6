"""Playing a case in a world: the acts, the looks, and the times between them."""
