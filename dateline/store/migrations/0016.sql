-- Record version 16: of what can be found also when its report was known, whether it is disputed and how many tell of it
-- (up to nine), so that a search looks at an index instead of at all sides of disputes and all tellings.

ALTER TABLE found ADD COLUMN known TEXT NOT NULL DEFAULT '';  -- ISO day by which its report was known; '': always
ALTER TABLE found ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;  -- of reports and actors: whether a row of the report is
ALTER TABLE found ADD COLUMN sources INTEGER NOT NULL DEFAULT 1;  -- of reports and actors: the most of its events

UPDATE found SET known = coalesce((
    SELECT coalesce(r.last, r.first, '') FROM found AS r
    WHERE r.report = found.report AND r.kind = 'reports' AND r.tx_in = found.tx_in LIMIT 1
), '');
UPDATE found SET disputed = 1 WHERE tx_out IS NULL AND kind = 'claims'
    AND id IN (SELECT "row" FROM sides WHERE tx_out IS NULL);
UPDATE found SET disputed = 1 WHERE tx_out IS NULL AND kind = 'events' AND id IN (
    SELECT "row" FROM sides WHERE tx_out IS NULL
    UNION SELECT e.id FROM sides AS s JOIN events AS e ON e.claim = s."row" WHERE s.tx_out IS NULL AND e.tx_out IS NULL
);
UPDATE found SET disputed = 1 WHERE tx_out IS NULL AND kind IN ('reports', 'actors') AND report IN (
    SELECT c.report FROM sides AS s JOIN claims AS c ON c.id = s."row" WHERE s.tx_out IS NULL AND c.tx_out IS NULL
    UNION SELECT e.report FROM sides AS s JOIN events AS e ON e.id = s."row" WHERE s.tx_out IS NULL AND e.tx_out IS NULL
    UNION SELECT q.report FROM sides AS s JOIN quantities AS q ON q.id = s."row"
    WHERE s.tx_out IS NULL AND q.tx_out IS NULL
);
UPDATE found SET sources = coalesce((
    SELECT max(CASE WHEN i.independent_sources < 9 THEN i.independent_sources ELSE 9 END)
    FROM tellings AS t JOIN incidents AS i ON i.id = t.incident AND i.tx_out IS NULL
    WHERE t.tx_out IS NULL AND t.event = found.id
), 1) WHERE tx_out IS NULL AND kind = 'events';
UPDATE found SET sources = coalesce((
    SELECT max(CASE WHEN i.independent_sources < 9 THEN i.independent_sources ELSE 9 END)
    FROM events AS e JOIN tellings AS t ON t.event = e.id AND t.tx_out IS NULL
    JOIN incidents AS i ON i.id = t.incident AND i.tx_out IS NULL
    WHERE e.tx_out IS NULL AND e.claim = found.id
), 1) WHERE tx_out IS NULL AND kind = 'claims';
UPDATE found SET sources = coalesce((
    SELECT max(CASE WHEN i.independent_sources < 9 THEN i.independent_sources ELSE 9 END)
    FROM tellings AS t JOIN incidents AS i ON i.id = t.incident AND i.tx_out IS NULL
    WHERE t.tx_out IS NULL AND t.report = found.report
), 1) WHERE tx_out IS NULL AND kind IN ('reports', 'actors');

DROP INDEX found_by_day;
CREATE INDEX found_by_day ON found (kind, (first IS NULL), first, id, last, known) WHERE tx_out IS NULL;
CREATE INDEX found_by_end ON found (kind, last) WHERE tx_out IS NULL;
CREATE INDEX found_disputed ON found (kind, (first IS NULL), first, id) WHERE tx_out IS NULL AND disputed = 1;
CREATE INDEX found_told ON found (kind, sources) WHERE tx_out IS NULL AND sources > 1;
CREATE INDEX found_actors ON found (id, first, last, disputed, sources, known, report)
WHERE tx_out IS NULL AND kind = 'actors';
CREATE INDEX found_known ON found (known, n) WHERE tx_out IS NULL AND kind = 'reports';
CREATE INDEX found_undated ON found (n) WHERE tx_out IS NULL AND known = '';
CREATE INDEX found_before ON found (n) WHERE tx_out IS NOT NULL;
