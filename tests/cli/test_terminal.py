"""What is printed stands as it is: brackets and colons in the words of a report, or of a file's name, are no markup."""

import pytest
from rich.table import Table

from dateline.cli.terminal import print_page

WORDS = "the general [sic] said [/b] so :cross: [red]again[/red]"


def test_brackets_and_colons_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    page = Table(WORDS, title=WORDS, box=None)
    page.add_row(WORDS)
    print_page(page)
    assert capsys.readouterr().out.count(WORDS) == 3
