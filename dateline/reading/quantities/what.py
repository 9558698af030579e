"""What a rule finds out about a number."""

from dataclasses import dataclass

from dateline.reading.quantities.phrases import Tokens


@dataclass(frozen=True, slots=True)
class Counted:
    """unit; about: tokens of what is counted; first, last: tokens of the whole row; head: the token that stands for it
    in the sentence; role: what befell people; rule: for `how`."""

    unit: str | None
    about: Tokens | None
    first: int
    last: int
    head: int
    rule: str
    role: str | None = None
    change: bool = False
