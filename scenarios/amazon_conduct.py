"""How the fake Amazon is made to misbehave: declared faults, and other beliefs about Amazon."""

from scenarios.amazon_facts import AmazonFault, BehaviourRow, Behaviours, Declared, Done, Faults
from scenarios.control_line import ControlLine, path_part


class AmazonConduct(ControlLine):
    """Faults and behaviours through the control interface."""

    async def faults(self) -> tuple[AmazonFault, ...]:
        """The faults in force, oldest first."""
        return (await self._get("/_sim/faults", Faults)).faults

    async def begin_fault(self, **fault: object) -> str:
        """Fail in a way of control-api.md from now on; gives the fault's id."""
        return (await self._post("/_sim/faults", Declared, **fault)).id

    async def end_fault(self, fault_id: str) -> None:
        """Take a fault back."""
        url = f"{self._base}/_sim/faults/{path_part(fault_id)}"
        await self._send("DELETE", url, None, Declared)

    async def behaviours(self) -> tuple[BehaviourRow, ...]:
        """What this fake believes about Amazon, by name."""
        return (await self._get("/_sim/behaviours", Behaviours)).behaviours

    async def behave(self, **values: object) -> None:
        """Set behaviours, all or none."""
        await self._send("PATCH", f"{self._base}/_sim/behaviours", values, Done)
