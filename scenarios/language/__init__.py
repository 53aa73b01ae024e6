"""The language that scenarios are written in: YAML in the users' words, strictly read."""
