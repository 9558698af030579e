"""PLOVER as CAMEO: the event codes of the formats that came before."""

from functools import cache

from dateline.lexicon.load import table


@cache
def _codes() -> dict[str, dict[str, str]]:
    codes: dict[str, dict[str, str]] = table("cameo")
    return codes


def cameo(event_type: str, mode: str | None) -> str | None:
    """The CAMEO code of a type, by its mode where that has one: "190", "0871". None: CAMEO has nothing like it."""
    codes = _codes().get(event_type)
    return None if codes is None else codes.get(mode or "", codes[""])
