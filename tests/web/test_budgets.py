"""What a browser fetches and how much the page jumps: a budget for each screen, as Lighthouse would hold it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from dateline.web.pages import SCREENS
from tests.web.examples import EXAMPLES

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """requests: with styles, scripts and icon; kilobytes: of all of them as they are, before the map and its borders;
    shift: the sum of layout shifts, 0.1 is what Lighthouse calls good."""

    requests: int = 8
    kilobytes: int = 300
    shift: float = 0.1


BUDGETS = {  # a screen that needs more than the usual says so here
    "search": Budget(),
    "searches": Budget(),
    "report": Budget(),
    "reports": Budget(),
    "review": Budget(),
    "stories": Budget(),
    "story": Budget(kilobytes=300),
    "timeline": Budget(requests=9),
    "map": Budget(requests=12),
    "map-days": Budget(requests=12),
    "disputes": Budget(),
    "dossiers": Budget(),
    "network": Budget(),
    "brief": Budget(kilobytes=300),
    "actors": Budget(),
    "actor": Budget(),
    "places": Budget(),
    "place": Budget(),
}
THE_MAP = ("maplibre-gl", "countries-50m", "topojson")


def _is_map(url: str) -> bool:
    return any(name in url for name in THE_MAP) or urlsplit(url).path == "/map.json"


def test_every_screen_that_has_an_example_has_a_budget(client: TestClient) -> None:
    assert {screen.name for screen in SCREENS if EXAMPLES[screen.name](client)} == set(BUDGETS)


def test_screens_keep_their_budgets(browse: Callable[..., Any], client: TestClient) -> None:
    over = []
    fetched: list[Any]
    for name, budget in BUDGETS.items():
        watched = browse()  # a browser that has kept nothing
        page, fetched = watched.page, []
        page.add_init_script(SHIFTS)
        page.on("response", lambda answer, into=fetched: into.append(answer))
        watched.open(EXAMPLES[name](client)[0])
        page.wait_for_load_state("networkidle")
        own = [answer for answer in fetched if answer.ok and not _is_map(answer.url)]
        size = sum(len(answer.body()) for answer in own) / 1000
        shift = page.evaluate("window.shifted")
        print(f"{name:12} {len(own):3} requests {size:7.1f} kB  shift {shift:.4f}")
        if len(own) > budget.requests or size > budget.kilobytes or shift > budget.shift:
            over.append((name, len(own), round(size, 1), round(shift, 3)))
    assert over == []
