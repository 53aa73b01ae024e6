"""The shop without a screen: one module a command. The dashboard needs none of it."""
