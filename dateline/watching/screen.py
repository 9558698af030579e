"""What a watch shows: one dashboard on a terminal, a line for each thing that happens elsewhere, or JSON lines."""

import json
import sys
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from dateline.watching.counts import Numbers
from dateline.watching.feed import FeedWatch
from dateline.watching.watch import Event, Watch

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

FEEDS_SHOWN = 20
EVENTS_SHOWN = 8
_REFRESH = 0.5  # seconds between two drawings


class Screen(Protocol):
    def show(self, event: Event) -> None: ...
    def tick(self, watch: Watch) -> None: ...
    def close(self) -> None: ...


class Lines:
    """A line for each event. Problems are messages, and go to `say`; the rest is data."""

    def __init__(self, echo: Callable[[str], None], say: Callable[[str], None]):
        self._echo, self._say = echo, say

    def show(self, event: Event) -> None:
        if event.what in ("place", "note"):
            self._say(shown(f"{event.source}: {event.message}"))
            return
        said = f" ({event.message})" if event.message else ""
        self._echo(shown(f"{event.at} {event.what}: {event.source}{said}"))

    def tick(self, watch: Watch) -> None:
        pass

    def close(self) -> None:
        pass


class Json:
    """An object a line for each event."""

    def __init__(self, echo: Callable[[str], None]):
        self._echo = echo

    def show(self, event: Event) -> None:
        its = {"at": event.at, "what": event.what, "source": event.source, "report": event.report}
        self._echo(json.dumps({**its, "message": event.message}, ensure_ascii=False))

    def tick(self, watch: Watch) -> None:
        pass

    def close(self) -> None:
        pass


class Dashboard:
    """Totals, feeds and the last events, drawn anew where they stand."""

    def __init__(self, record: str) -> None:
        from rich.console import Console
        from rich.live import Live

        self._record, self._events = record, deque[Event](maxlen=EVENTS_SHOWN)
        self._drawn = 0.0
        self._watch: Watch | None = None
        self._live = Live(
            console=Console(file=sys.stdout, markup=False, emoji=False), auto_refresh=False, transient=False
        )
        self._live.start()

    def show(self, event: Event) -> None:
        self._events.append(event)
        if self._watch:
            self.tick(self._watch)

    def tick(self, watch: Watch) -> None:
        self._watch = watch
        now = watch.clock.steady()
        if now - self._drawn >= _REFRESH:
            self._drawn = now
            self._live.update(drawn(self._record, watch, list(self._events)), refresh=True)

    def close(self) -> None:
        if self._watch:
            self._live.update(drawn(self._record, self._watch, list(self._events)), refresh=True)
        self._live.stop()


def shown(text: str) -> str:
    """One line without control characters: a feed's words must not steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def totals(numbers: Numbers) -> str:
    """One line: fates, rate and lag."""
    fates = ", ".join(f"{n:,} {fate}" for fate, n in numbers.fates.items())
    lag = "" if numbers.lag is None else f" · lag {lasting(numbers.lag)}"
    waiting = f" · {numbers.waiting} in hand" if numbers.waiting else ""
    return f"{fates}{waiting} · {numbers.rate:.1f} a minute{lag}"


def lasting(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def drawn(record: str, watch: Watch, events: list[Event]) -> "RenderableType":
    """The dashboard. What others wrote is shown as text, whatever it holds."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    now = watch.clock.steady()
    table = Table(box=None, pad_edge=False, expand=True)
    table.add_column("feed", no_wrap=True, ratio=2)
    table.add_column("new", justify="right")
    table.add_column("next", justify="right")
    table.add_column("state", no_wrap=True, ratio=3)
    for one in sorted(watch.feeds, key=lambda one: (not one.failing, one.due))[:FEEDS_SHOWN]:
        after = "now" if one.asked else lasting(max(0.0, one.due - now))
        table.add_row(_plain(one.title or one.url), str(one.new), after, _plain(_state(one)))
    more = len(watch.feeds) - FEEDS_SHOWN
    parts: list[RenderableType] = [Text(f"{totals(watch.counts.numbers())} · record {record}", style="bold"), table]
    parts += [Text(f"and {more} more feeds")] if more > 0 else []
    parts += [_plain(f"folder {one.path}") for one in watch.folders]
    parts.append(Text(""))
    for event in events:
        said = f"{event.at[11:19]} {event.what}: {event.source}"
        parts.append(_plain(f"{said}: {event.message}" if event.message else said))
    return Group(*parts)


def _state(one: FeedWatch) -> str:
    if one.asked:
        return "asked"
    return one.state.problem or (f"{one.pending} items on their way" if one.pending else "fine")


def _plain(text: str) -> "Text":
    from rich.text import Text

    return Text(shown(text), no_wrap=True, overflow="ellipsis")
