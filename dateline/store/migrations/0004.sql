-- Record version 4: finding. A row of `found` for each report, claim and event, and for each actor of each report; `search`
-- is their full-text index. It keeps no copy of any text: what it was made from stands in the other tables.

CREATE TABLE found (
    n INTEGER PRIMARY KEY,  -- rowid of `search`
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    first TEXT,  -- first and last day that it can have happened; where nobody says: that its report can be from
    last TEXT,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id)
) STRICT;
CREATE INDEX found_by_day ON found (kind, (first IS NULL), first, id) WHERE tx_out IS NULL;
CREATE INDEX found_of_report ON found (report);

CREATE VIRTUAL TABLE search USING fts5 (
    words, said_by, via, actor, place, outlet, tags,
    content = '', detail = full, tokenize = "unicode61 remove_diacritics 2"
);

-- Where what was found lies, for questions of distance.
CREATE TABLE found_at (
    n INTEGER NOT NULL REFERENCES found (n),
    lat REAL NOT NULL,
    lon REAL NOT NULL
) STRICT;
CREATE INDEX found_at_lat ON found_at (lat, lon);
