-- A record, version 1. One table a kind of row, columns named as in the record format.
-- Lists and nested values (sources, places) are JSON; json_each() opens them.
-- Nothing is overwritten: a row is in force from transaction tx_in until tx_out, NULL meaning "now".

CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,  -- ISO instant, UTC
    what TEXT NOT NULL,  -- "read", ...
    rules TEXT  -- version of the rules that were at work
) STRICT;

-- The bytes that were read, as they were read. Rows of this table never change.
CREATE TABLE originals (
    report TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,  -- of the raw bytes
    raw BLOB NOT NULL  -- zlib
) STRICT;

-- What could not be read, why, and what to do. `raw` (zlib) where the bytes are not in a file that can be read again.
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    "do" TEXT NOT NULL,
    sha256 TEXT,
    raw BLOB,
    kind TEXT,  -- "row" when `raw` is one row of a file
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id)  -- when a later read of the same source succeeded
) STRICT;
CREATE INDEX set_aside_source ON set_aside (source);

CREATE TABLE reports (
    id TEXT NOT NULL REFERENCES originals (report),
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,  -- what every start and end counts in, by code points
    url TEXT,
    outlet TEXT,
    language TEXT,
    headline TEXT,
    published TEXT,
    published_basis TEXT,
    published_evidence TEXT NOT NULL,
    story TEXT,
    read_at TEXT,
    flags TEXT NOT NULL,
    sentences TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE TABLE passages (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    part TEXT NOT NULL,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX passages_of_report ON passages (report);

CREATE TABLE times (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    value TEXT,
    time_kind TEXT NOT NULL,
    basis TEXT,
    anchor TEXT,
    clash TEXT,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX times_of_report ON times (report);

CREATE TABLE places (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    name TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    country TEXT,
    admin1 TEXT,
    feature TEXT,
    precision_m INTEGER,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX places_of_report ON places (report);

CREATE TABLE mentions (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    actor TEXT,
    name TEXT,
    code TEXT,
    kind TEXT,
    form TEXT NOT NULL,
    role TEXT,
    antecedent TEXT,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX mentions_of_report ON mentions (report);

CREATE TABLE claims (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    sources TEXT NOT NULL,
    cue TEXT,
    via TEXT NOT NULL,
    addressee TEXT,
    manner TEXT NOT NULL,
    quoted INTEGER NOT NULL,
    stance TEXT NOT NULL,
    said_on TEXT,
    parent TEXT,
    parts TEXT NOT NULL,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX claims_of_report ON claims (report);

CREATE TABLE quantities (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    low REAL,
    high REAL,
    unit TEXT,
    bound TEXT NOT NULL,
    about TEXT,
    change INTEGER NOT NULL,
    "when" TEXT,
    place TEXT,
    attributed_to TEXT NOT NULL,
    claim TEXT,
    role TEXT,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX quantities_of_report ON quantities (report);

CREATE TABLE events (
    id TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL,
    initiators TEXT NOT NULL,
    recipients TEXT NOT NULL,
    place TEXT,
    "when" TEXT,
    status TEXT NOT NULL,
    claim TEXT,
    incident TEXT,
    quad TEXT,
    goldstein REAL,
    how_by TEXT NOT NULL,
    how_version TEXT,
    how_confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE INDEX events_of_report ON events (report);
