"""Keys act one after another, however fast they are typed.

Textual hands a key to whatever has the focus at that moment, while the key before it may still be
on its way: after `/ 1 2 Enter` the list's keys would go into the search line, after `s` the text
meant for the dialog would be taken for keys of the list.
"""

from collections import deque
from collections.abc import Iterator

from textual import events
from textual.dom import DOMNode

from tui.held_drawing import HoldingApp


class KeysInTurn(HoldingApp):
    """Gives a key or a paste to its widget when the key before it has done all that it does."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._is_acting = False

    async def on_event(self, event: events.Event) -> None:
        """Have what is typed wait for its turn."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed.append(event)
            if not self._is_acting:
                await self._next_typed()
        else:
            await super().on_event(event)

    def simulate_key(self, key: str) -> None:
        """Press a key; while another acts it is what that one stands for, before those typed."""
        if self._is_acting:
            self._typed.appendleft(events.Key(key, None))
        else:
            super().simulate_key(key)

    def show_now(self) -> None:
        """Draw once the key that acts has done all that it does."""
        if not self._is_acting:
            super().show_now()

    async def _next_typed(self) -> None:
        self._is_acting = bool(self._typed)
        if not self._typed:
            self.show_now()
        else:
            self.delay_update()
            way = self._way(self.focused or self.screen)
            await super().on_event(self._typed.popleft())
            await self._follow(way)

    def _way(self, typed_into: DOMNode) -> Iterator[DOMNode]:
        """Where a key and what it leads to are handled, in that order.

        It rises from its widget to the app, which does its action. What the widget then says rises
        the same way. Last come the screen that is in front by then, and a focus asked for there.
        """
        rising = list(typed_into.ancestors_with_self)
        yield from rising
        yield from rising
        yield self.screen
        yield self

    async def _follow(self, way: Iterator[DOMNode]) -> None:
        """Pass through each queue on the way behind what is in it, then take the next key."""
        for pump in way:
            if pump.call_later(self._follow, way):
                return
        await self._next_typed()
