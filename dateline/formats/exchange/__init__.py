"""Formats for other people's tools. Each tells which rows it left out and why, and says that a machine coded them."""

from collections.abc import Mapping

from dateline.formats.exchange.acled import ACLED
from dateline.formats.exchange.citations import BIBTEX, CSL
from dateline.formats.exchange.common import Format
from dateline.formats.exchange.ethprio import ETHPRIO
from dateline.formats.exchange.ftm import FTM
from dateline.formats.exchange.gdelt import GDELT
from dateline.formats.exchange.geojson import GEOJSON
from dateline.formats.exchange.hxl import HXL
from dateline.formats.exchange.icalendar import ICALENDAR
from dateline.formats.exchange.ninjs import NINJS
from dateline.formats.exchange.phoenix import PHOENIX
from dateline.formats.exchange.plover import PLOVER
from dateline.formats.exchange.polecat import POLECAT
from dateline.formats.exchange.prov import PROV
from dateline.formats.exchange.schemaorg import SCHEMAORG
from dateline.formats.exchange.ucdp import UCDP
from dateline.formats.exchange.webannotation import WEBANNOTATION

EXCHANGE: Mapping[str, Format] = {
    "acled": ACLED,
    "bibtex": BIBTEX,
    "csl": CSL,
    "ethprio": ETHPRIO,
    "ftm": FTM,
    "gdelt": GDELT,
    "geojson": GEOJSON,
    "hxl": HXL,
    "icalendar": ICALENDAR,
    "ninjs": NINJS,
    "phoenix": PHOENIX,
    "plover": PLOVER,
    "polecat": POLECAT,
    "prov": PROV,
    "schemaorg": SCHEMAORG,
    "ucdp": UCDP,
    "webannotation": WEBANNOTATION,
}
