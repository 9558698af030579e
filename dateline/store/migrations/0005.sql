-- Record version 5: what many reports say together. An event belongs to an incident, a report to a story; a report that
-- nobody dates gets its days from others. What was read stays as it was read: these tables stand beside it.

CREATE TABLE incidents (
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    initiators TEXT NOT NULL,
    recipients TEXT NOT NULL,
    place TEXT,
    "when" TEXT,
    status TEXT NOT NULL,
    reports INTEGER NOT NULL,
    independent_sources INTEGER NOT NULL,
    first_said TEXT,
    last_said TEXT,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

-- Which incident an event tells of.
CREATE TABLE tellings (
    event TEXT NOT NULL,
    report TEXT NOT NULL REFERENCES originals (report),
    incident TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (event, tx_in)
) STRICT;
CREATE INDEX tellings_of_incident ON tellings (incident, event) WHERE tx_out IS NULL;
CREATE INDEX tellings_of_report ON tellings (report);

CREATE TABLE stories (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    first TEXT,
    last TEXT,
    actors TEXT NOT NULL,
    places TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

CREATE TABLE story_reports (
    report TEXT NOT NULL REFERENCES originals (report),
    story TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (report, tx_in)
) STRICT;
CREATE INDEX story_reports_of_story ON story_reports (story, report) WHERE tx_out IS NULL;

-- Reports that are copies of one text, under the smallest of their ids.
CREATE TABLE copies (
    report TEXT NOT NULL REFERENCES originals (report),
    copied TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (report, tx_in)
) STRICT;

-- Days that other reports give a report that nobody dates.
CREATE TABLE report_dates (
    report TEXT NOT NULL REFERENCES originals (report),
    published TEXT NOT NULL,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (report, tx_in)
) STRICT;

CREATE TABLE links (
    id TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    relation TEXT NOT NULL,
    confidence REAL,
    reason TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;
CREATE INDEX links_of_a ON links (a) WHERE tx_out IS NULL;
CREATE INDEX links_of_b ON links (b) WHERE tx_out IS NULL;

CREATE TABLE disputes (
    id TEXT NOT NULL,
    question TEXT NOT NULL,
    rows TEXT NOT NULL,
    relation TEXT NOT NULL,
    reason TEXT NOT NULL,
    tx_in INTEGER NOT NULL REFERENCES transactions (id),
    tx_out INTEGER REFERENCES transactions (id),
    PRIMARY KEY (id, tx_in)
) STRICT;

-- What joining keeps for itself, to find what a new report has to be compared with. No history: it can be made again.
-- graph: 1 copies, 2 stories, 3 incidents, 4 statements. key: a hash of a blocking key.
CREATE TABLE join_digests (
    report TEXT PRIMARY KEY REFERENCES originals (report),
    rules TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE TABLE join_tellings (
    event TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX join_tellings_of_report ON join_tellings (report);
CREATE TABLE join_keys (
    graph INTEGER NOT NULL,
    key INTEGER NOT NULL,
    node TEXT NOT NULL,
    PRIMARY KEY (graph, key, node)
) STRICT, WITHOUT ROWID;
CREATE TABLE join_edges (
    graph INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (graph, a, b)
) STRICT, WITHOUT ROWID;
