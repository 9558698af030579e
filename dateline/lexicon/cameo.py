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


@cache
def _types() -> dict[str, str | None]:
    types: dict[str, str | None] = table("cameo_types")
    return types


def plover_of(code: str) -> tuple[str | None, str | None]:
    """Type and mode of a CAMEO code; (None, None) for one without a PLOVER type. The mode where we write that code."""
    known = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in _types()), None)
    kind = _types()[known] if known is not None else None
    modes = [mode for mode, its in _codes().get(kind or "", {}).items() if mode and its == code]
    return kind, modes[0] if len(modes) == 1 else None
