-- Record version 17: what is watched. When each feed was last asked and how that went, and which items are done with. No
-- history. Items stand here by their hashes, so that nothing is left of a report that is deleted on request.

CREATE TABLE watched (
    place TEXT PRIMARY KEY,  -- a feed's URL
    etag TEXT,
    modified TEXT,
    checked_at TEXT NOT NULL,  -- ISO instant, UTC
    next_at TEXT NOT NULL,  -- it is not asked before
    failures INTEGER NOT NULL,  -- one after another, up to now
    problem TEXT
) STRICT;

CREATE TABLE watched_items (
    place TEXT NOT NULL,  -- a feed's URL, a folder's path
    item TEXT NOT NULL,  -- hash of what the place calls it
    url TEXT,  -- hash of where its words are
    words TEXT,  -- hash of its words, where the place has them
    stamp TEXT NOT NULL,  -- another one when it has changed
    tries INTEGER NOT NULL,  -- 0: done with; else so often tried in vain
    seen_at TEXT NOT NULL,
    PRIMARY KEY (place, item)
) STRICT;
CREATE INDEX watched_items_of_url ON watched_items (url);
CREATE INDEX watched_items_of_words ON watched_items (words);
