"""The pages: a record in the browser, every view a URL with a JSON and a CSV twin. See docs/web.md."""
