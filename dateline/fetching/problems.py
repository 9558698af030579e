"""Why something was not fetched, so that whoever asked knows whether to come again, and when."""

from typing import Literal

from dateline.errors import BadInput

Why = Literal[
    "address",  # it is none, or none that may be asked
    "robots",  # its host asks not to be read there
    "denied",  # it wants a password or money, or does not want us
    "gone",  # there is nothing
    "later",  # its host asks to wait
    "server",  # its host has trouble
    "network",  # no connection, or one that broke
    "slow",  # it took too long
    "big",  # more bytes than are taken
    "redirects",  # sent on and on
    "answer",  # the answer is broken
]
PASSING: frozenset[Why] = frozenset({"later", "server", "network", "slow", "answer"})


class NotFetched(BadInput):
    """One address could not be fetched. `why` says what kind of trouble; `wait`: seconds that its host asks to wait."""

    def __init__(self, why: Why, what: str, do: str, wait: float | None = None):
        super().__init__(what, do)
        self.why, self.wait = why, wait

    @property
    def passing(self) -> bool:
        """May it go well another time, without anybody doing anything?"""
        return self.why in PASSING

    def __reduce__(self) -> tuple[type, tuple[Why, str, str, float | None]]:  # type: ignore[override]
        return type(self), (self.why, self.what, self.do, self.wait)
