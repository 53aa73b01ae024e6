"""The shop's settings: policy, contract, reserve, what its app may ask for."""

import sqlite3
from datetime import datetime, timedelta

from core.domain.instants import instant, stamp
from core.domain.labels import Contract, Policy
from core.domain.shop_link import READY_AFTER, READY_AT_LATEST


class Settings:
    """A small table of text by key; absent keys have defaults."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()
        self._held: dict[str, str] | None = None

    def hold(self) -> None:
        """Answer from what the settings are now until `release`, own changes included."""
        self._held = dict(self._cursor.execute("SELECT key, value FROM settings"))

    def release(self) -> None:
        """Read each setting anew again, since other processes may change it."""
        self._held = None

    def _get(self, key: str) -> str | None:
        if self._held is not None:
            return self._held.get(key)
        row = self._cursor.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _set(self, key: str, value: str) -> None:
        self._cursor.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        if self._held is not None:
            self._held[key] = value

    @property
    def policy(self) -> Policy:
        """`documented` unless chosen otherwise."""
        return Policy(self._get("policy") or Policy.DOCUMENTED)

    @policy.setter
    def policy(self, policy: Policy) -> None:
        self._set("policy", policy)

    @property
    def personal_data(self) -> bool:
        """Whether the shop wants buyers' names and addresses, as its app's role allows (R40)."""
        return self._get("personal_data") != "0"

    @personal_data.setter
    def personal_data(self, wanted: bool) -> None:
        self._set("personal_data", "1" if wanted else "0")

    @property
    def contract(self) -> Contract:
        """The shop's contract with makeshop (R02)."""
        return Contract(self._get("contract") or Contract.FULL)

    @contract.setter
    def contract(self, contract: Contract) -> None:
        self._set("contract", contract)

    @property
    def preparing(self) -> tuple[timedelta, timedelta]:
        """How long a real link is 連携準備中: as a rule, and at the latest (R04)."""
        usual, _, latest = (self._get("preparing") or "").partition(" ")
        if not latest:
            return READY_AFTER, READY_AT_LATEST
        return timedelta(seconds=int(usual)), timedelta(seconds=int(latest))

    @preparing.setter
    def preparing(self, value: tuple[timedelta, timedelta]) -> None:
        self._set("preparing", " ".join(str(int(each.total_seconds())) for each in value))

    @property
    def by_report(self) -> bool:
        """Whether a pull may order reports: the app may lack the role for them (R41)."""
        return self._get("by_report") != "0"

    @by_report.setter
    def by_report(self, allowed: bool) -> None:
        self._set("by_report", "1" if allowed else "0")

    @property
    def datasets_given_up(self) -> tuple[int, datetime | None]:
        """How many rungs of the ladder of datasets are given up, and since when (R41)."""
        step, _, since = (self._get("datasets_given_up") or "0").partition(" ")
        return int(step), instant(since) if since else None

    @datasets_given_up.setter
    def datasets_given_up(self, value: tuple[int, datetime | None]) -> None:
        step, since = value
        self._set("datasets_given_up", f"{step} {stamp(since)}" if since else "0")

    @property
    def whole_until(self) -> datetime | None:
        """Up to when orders are known with all their data; None where nothing was refused (R42)."""
        until = self._get("whole_until")
        return instant(until) if until else None

    @whole_until.setter
    def whole_until(self, until: datetime | None) -> None:
        self._set("whole_until", stamp(until) if until else "")

    @property
    def reserve(self) -> int:
        """安全在庫: units kept back from Amazon under `safe` (R17)."""
        return int(self._get("reserve") or 0)

    @reserve.setter
    def reserve(self, units: int) -> None:
        self._set("reserve", str(units))
