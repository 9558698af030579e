"""The screens, one module each. A new screen is a module with a SCREEN and its name here; see docs/web.md."""

from dateline.web.pages import (
    actors,
    brief,
    disputes,
    dossiers,
    mapping,
    network,
    places,
    reader,
    reports,
    review,
    search,
    searches,
    stories,
    timeline,
    versions,
)
from dateline.web.screens import Screen

SCREENS: tuple[Screen, ...] = (
    search.SCREEN,
    searches.SCREEN,
    reports.SCREEN,
    reader.SCREEN,
    versions.SCREEN,
    stories.LIST,
    stories.ONE,
    timeline.SCREEN,
    mapping.SCREEN,
    mapping.COMPARE,
    disputes.SCREEN,
    dossiers.SCREEN,
    network.SCREEN,
    brief.SCREEN,
    actors.LIST,
    actors.ONE,
    places.LIST,
    places.ONE,
    review.SCREEN,
)
