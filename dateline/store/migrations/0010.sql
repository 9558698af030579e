-- Record version 10: events that other projects coded, beside what was read. Nothing is joined with them.

CREATE TABLE imports (
    source TEXT NOT NULL,  -- name of the file
    dataset TEXT NOT NULL,  -- gdelt, plover, polecat
    sha256 TEXT NOT NULL,
    events INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    left_out TEXT NOT NULL,  -- JSON: reason -> rows
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (sha256, tx_in)
) STRICT;

CREATE TABLE imported (
    id TEXT NOT NULL,
    dataset TEXT NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    type TEXT,
    mode TEXT,
    cameo TEXT,
    initiators TEXT NOT NULL,
    recipients TEXT NOT NULL,
    place TEXT,
    country TEXT,
    lat REAL,
    lon REAL,
    geonameid INTEGER,
    "when" TEXT,
    status TEXT NOT NULL,
    quad TEXT,
    goldstein REAL,
    published TEXT,
    cited TEXT NOT NULL,
    text TEXT,
    mentions INTEGER,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;
CREATE INDEX imported_of_source ON imported (source);

CREATE TABLE imported_mentions (
    dataset TEXT NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    published TEXT,
    outlet TEXT,
    cited TEXT,
    sentence INTEGER,
    confidence REAL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id)
) STRICT;
CREATE INDEX imported_mentions_of_key ON imported_mentions ("key");
