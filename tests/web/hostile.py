"""Reports that try to be more than text: in their words, headline, outlet, name, address, and in who speaks."""

import json
from pathlib import Path

RTL, POP, ZERO = "\u202e", "\u202c", "\u200b"
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<svg onload=alert(3)><animate onbegin=alert(4) attributeName=x dur=1s>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "</title></textarea></style><style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "javascript:alert(5)//<a href='javascript:alert(6)'>",
    f"{RTL}evil txt.exe{POP} zero{ZERO}width \u2066isolate",
    '=HYPERLINK("http://evil.example")',
    "<iframe src=//evil.example></iframe><base href=//evil.example/>",
    "&lt;b&gt; &amp; <!-- --> ]]> \x07 \ufeff",
)
WORDS = (
    "The {0} army attacked Aleppo on Friday, Minister {1} said. “We will {0} the town,” the spokesman of {1} told {0}. "
    "At least 12 people were killed near {0}, according to {1} News."
)


def texts() -> list[dict[str, str]]:
    """Rows to read: every payload in every field, and one word of a megabyte."""
    rows = []
    for n, payload in enumerate(PAYLOADS):
        other = PAYLOADS[(n + 1) % len(PAYLOADS)]
        rows.append({
            "id": f"{payload}.txt", "title": f"{payload} {other}", "outlet": payload,
            "url": f"javascript:alert({n})//{n}",
            "published": f"2016-12-{n + 1:02}", "text": f"{payload}\n\n{WORDS.format(payload, other)}\n\n{other}\n",
        })  # fmt: skip
    rows.append(
        {"id": "long", "title": "T" * 5_000, "outlet": "O" * 5_000, "text": f"He said: {'w' * 900_000} in Aleppo."}
    )
    return rows


def write(folder: Path) -> None:
    folder.mkdir(parents=True)
    lines = [json.dumps(row) for row in texts()]
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    name = "<img src=x onerror=alert(7)> {{7}} .txt"
    (folder / name).write_text(
        "The envoy of <b>Nowhere</b> said on Friday that talks failed in Aleppo.", encoding="utf-8"
    )
