-- Record version 23: what joining keeps for itself is packed by report (zlib over lines of JSON), and nodes of its graphs
-- are written in twelve characters (store/nodes.py). What was joined before is joined anew, as rules of that name are none.

UPDATE join_digests SET rules = 'before version 23';
ALTER TABLE join_digests DROP COLUMN content;
ALTER TABLE join_digests ADD COLUMN content BLOB;

DROP TABLE join_tellings;
CREATE TABLE join_tellings (
    report TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

DROP TABLE join_statements;
CREATE TABLE join_statements (
    report TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

DELETE FROM join_keys;
DELETE FROM join_edges;
