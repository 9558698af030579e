"""The screens, one module each. A new screen is a module with a SCREEN and its name here; see docs/web.md."""

from dateline.web.pages import reader, reports, search
from dateline.web.screens import Screen

SCREENS: tuple[Screen, ...] = (search.SCREEN, reports.SCREEN, reader.SCREEN)
