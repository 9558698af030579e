"""`dateline serve`: a record in the browser."""

import click

from dateline.cli.terminal import as_json_option, print_json, record_path, say


@click.command()
@click.argument("record", required=False)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="Port to listen on; 0 or none takes a free one."
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser; only print the address.")
@as_json_option
def serve(record: str | None, port: int, no_browser: bool, as_json: bool) -> None:
    """Show a record in the browser: search, reports with everything marked, who says what.

    Listens on this machine only (127.0.0.1) and fetches nothing from anywhere. RECORD is the file; without it the one
    that --record names. Stops with Ctrl-C.
    """
    from dateline.web.serve import serve as run

    path = record or record_path()

    def tell(address: str) -> None:
        if as_json:
            print_json({"address": address, "record": str(path)})
        else:
            say(f"{address} shows {path}; stop with Ctrl-C")

    run(path, port=port, browse=not no_browser, tell=tell)
