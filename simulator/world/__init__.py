"""The truth, in memory: immutable records in dictionaries, replaced on change."""
