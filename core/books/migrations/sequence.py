"""The sequence that each migration module joins, in the order of the module names."""

from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("renkei")
