-- Record version 25: who and where, summed up beside the rows, so that lists of actors and places need not go through all
-- of them. No history: they are of the rows in force, and are made anew from them.

CREATE TABLE tallied (
    name TEXT PRIMARY KEY,  -- actors, places
    upto INTEGER NOT NULL,  -- the entry of the log up to which they count; later ones are added to what they say
    rules TEXT NOT NULL  -- hash over the lexicons that they rest on
) STRICT;

CREATE TABLE actor_sightings (
    actor TEXT PRIMARY KEY,  -- an id that mentions have
    persons TEXT NOT NULL,  -- JSON: the rows that its sightings are of, one after another; [] where all are its own
    its TEXT NOT NULL  -- JSON: dateline/joining/sightings.py tells what is in it
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_keys (
    "key" INTEGER NOT NULL,  -- hash over how a name sounds; people who may be one have one in common
    actor TEXT NOT NULL,
    PRIMARY KEY ("key", actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_rows (
    id TEXT PRIMARY KEY,
    mentions INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    named INTEGER NOT NULL,  -- 1: by name, and not only by a description
    kind TEXT,
    country TEXT NOT NULL,  -- of its code; "" where there is none
    sector TEXT NOT NULL,
    name TEXT NOT NULL,
    called TEXT NOT NULL,  -- all its names without accents, each in a line
    its TEXT NOT NULL  -- JSON: code, aliases, wikidata, roles, members, why they are one
) STRICT;
CREATE INDEX actor_rows_ranked ON actor_rows (mentions DESC, name, id);

CREATE TABLE place_tallies (
    id TEXT PRIMARY KEY,  -- the rule and row of a table that placed it, name, country
    mentions INTEGER NOT NULL,
    name TEXT NOT NULL,
    row_id TEXT NOT NULL,  -- the row that stands for it
    country TEXT,
    geonameid INTEGER,
    called TEXT NOT NULL,  -- its name and all that reports call it, as keys of the gazetteer, each in a line
    its TEXT NOT NULL  -- JSON: dateline/store/place_tallies.py tells what is in it
) STRICT;
CREATE INDEX place_tallies_ranked ON place_tallies (mentions DESC, name, row_id);
