-- name: last_entry
SELECT id, digest FROM transactions ORDER BY id DESC LIMIT 1
-- name: append_entry
INSERT INTO transactions (id, at, what, rules, who, subject, reason, content, digest)
VALUES (:id, :at, :what, :rules, :who, :subject, :reason, :content, :digest)
-- name: entries
SELECT id, at, what, rules, who, subject, reason, content, digest FROM transactions ORDER BY id
-- name: entry_at
SELECT max(id) AS id FROM transactions WHERE at <= :instant
-- name: entry_of_rules
SELECT max(id) AS id FROM transactions WHERE rules = :rules
-- name: outdated
SELECT r.id FROM reports AS r
WHERE r.tx_out IS NULL AND coalesce(
    (SELECT t.rules FROM transactions AS t
        WHERE t.subject = r.id AND t.what IN ('read', 'reread') ORDER BY t.id DESC LIMIT 1),
    (SELECT t.rules FROM transactions AS t WHERE t.id = r.tx_in),
    ''
) <> :rules
ORDER BY r.id
-- name: forget
UPDATE found SET tx_out = :tx WHERE report = :report AND tx_out IS NULL
-- name: has_report
SELECT 1 FROM originals WHERE report = :report
-- name: add_original
INSERT INTO originals (report, sha256, raw) VALUES (:report, :sha256, :raw)
-- name: original
SELECT sha256, raw FROM originals WHERE report = :report
-- name: other_text_of_source
SELECT id FROM reports WHERE source = :source AND id <> :report AND tx_out IS NULL LIMIT 1
-- name: find_reports
SELECT id FROM reports
WHERE tx_out IS NULL AND :name <> '' AND (id = :name OR source = :name OR url = :name
    OR substr(id, 1, length(:name)) = :name OR substr(source, 1, length(:name)) = :name)
ORDER BY id = :name DESC, source = :name DESC, source, id
LIMIT 6
-- name: add_set_aside
INSERT INTO set_aside (source, reason, "do", sha256, raw, kind, tx_in)
VALUES (:source, :reason, :do, :sha256, :raw, :kind, :tx)
-- name: same_set_aside
SELECT 1 FROM set_aside
WHERE source = :source AND reason = :reason AND coalesce(sha256, '') = coalesce(:sha256, '') AND tx_out IS NULL
-- name: settle_set_aside
UPDATE set_aside SET tx_out = :tx WHERE tx_out IS NULL AND (source = :source OR sha256 = :sha256)
-- name: set_aside
SELECT source, reason, "do", sha256 FROM set_aside WHERE tx_out IS NULL ORDER BY source, id
-- name: last_transaction
SELECT id, at, what, rules FROM transactions ORDER BY id DESC LIMIT 1
-- name: span_of_publication
SELECT min(published) AS first, max(published) AS last FROM reports WHERE tx_out IS NULL AND published IS NOT NULL
-- name: outlets
SELECT outlet, count(*) AS reports FROM reports WHERE tx_out IS NULL
GROUP BY outlet ORDER BY reports DESC, outlet IS NOT NULL, outlet
-- name: kept
SELECT source, kind, raw FROM set_aside WHERE tx_out IS NULL AND raw IS NOT NULL ORDER BY source, id
-- name: last_found
SELECT coalesce(max(n), 0) AS n FROM found
-- name: last_chunk
SELECT coalesce(max(chunk), -1) AS chunk FROM found_columns WHERE name = 'marks'
-- name: chunks
SELECT chunk, its FROM found_columns WHERE name = :name ORDER BY chunk
-- name: marks_of_chunk
SELECT its FROM found_columns WHERE name = 'marks' AND chunk = :chunk
-- name: put_chunk
UPDATE found_columns SET its = :its WHERE name = 'marks' AND chunk = :chunk
-- name: rows_of_chunk
SELECT n, kind, first, last, known, disputed, sources, tx_out IS NULL AS in_force,
    CASE WHEN kind = 'actors' THEN (SELECT min(f.n) FROM found AS f WHERE f.id = found.id AND f.kind = 'actors')
    END AS who
FROM found WHERE n >= :low AND n < :high
-- name: numbers_in_force
SELECT n FROM found WHERE report = :report AND tx_out IS NULL
-- name: rows_numbered
SELECT n, id, report, first, last FROM found WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(:numbers))
-- name: first_report
SELECT min(report) AS report FROM found WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(:numbers))
-- name: reports_known_by
SELECT report FROM found WHERE tx_out IS NULL AND kind = 'reports' AND known <= :day AND known <> ''
-- name: undated_reports
SELECT id FROM reports WHERE tx_out IS NULL AND published IS NULL
-- name: columns_missing
SELECT coalesce(max(n), 0) >= 2047 AND NOT EXISTS (SELECT 1 FROM found_columns) AS so FROM found
-- name: nothing_findable
SELECT EXISTS (SELECT 1 FROM reports) AND NOT EXISTS (SELECT 1 FROM found) AS so
-- name: readings
SELECT id, tx_in FROM reports WHERE tx_out IS NULL ORDER BY id
-- name: unjoined
SELECT id FROM reports WHERE tx_out IS NULL AND NOT EXISTS (SELECT 1 FROM join_digests WHERE report = reports.id)
ORDER BY tx_in DESC, id DESC LIMIT :n
-- name: count_unjoined
SELECT (SELECT count(*) FROM reports WHERE tx_out IS NULL) - (SELECT count(*) FROM join_digests) AS n
-- name: joined_by_other_rules
SELECT low, high FROM (SELECT min(rules) AS low FROM join_digests) AS a
CROSS JOIN (SELECT max(rules) AS high FROM join_digests) AS b WHERE low <> :rules OR high <> :rules
-- name: leading
SELECT CAST(blocks.value AS BIGINT) AS "key", (
    SELECT json_group_array(node) FROM (
        SELECT node FROM join_keys WHERE graph = :graph AND "key" = CAST(blocks.value AS BIGINT) ORDER BY node LIMIT :n
    ) AS its
) AS nodes
FROM json_each(:keys) AS blocks
-- name: block
SELECT node FROM join_keys WHERE graph = :graph AND "key" = :key ORDER BY node
-- name: edges
SELECT b, score FROM join_edges WHERE graph = :graph AND a = :node
-- name: edges_of
SELECT a, b, score FROM join_edges WHERE graph = :graph AND a IN (SELECT value FROM json_each(:nodes))
-- name: drop_key
DELETE FROM join_keys WHERE graph = :graph AND "key" = :key AND node = :node
-- name: drop_edge
DELETE FROM join_edges WHERE graph = :graph AND a = :a AND b = :b
-- name: digests
SELECT report, content FROM join_digests WHERE report IN (SELECT value FROM json_each(:ids))
-- name: drop_digest
DELETE FROM join_digests WHERE report = :report
-- name: incidents_of
SELECT event AS node, incident AS "group" FROM tellings
WHERE tx_out IS NULL AND event IN (SELECT value FROM json_each(:ids))
-- name: incidents_in
SELECT event, incident FROM tellings WHERE tx_out IS NULL AND report = :report
-- name: stories_of
SELECT report AS node, story AS "group" FROM story_reports
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:ids))
-- name: copies_of
SELECT report AS node, copied AS "group" FROM copies
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:ids))
-- name: leave_incidents
UPDATE tellings SET tx_out = :tx WHERE tx_out IS NULL AND event IN (SELECT value FROM json_each(:nodes))
-- name: leave_stories
UPDATE story_reports SET tx_out = :tx
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:nodes))
-- name: leave_copies
UPDATE copies SET tx_out = :tx
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:nodes))
-- name: report_dates
SELECT report, published, evidence, reason FROM report_dates WHERE tx_out IS NULL
-- name: report_dates_of
SELECT report, published, evidence, reason FROM report_dates
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
-- name: report_date
SELECT report, published, evidence, reason FROM report_dates WHERE tx_out IS NULL AND report = :report
-- name: leave_report_date
UPDATE report_dates SET tx_out = :tx WHERE tx_out IS NULL AND report = :report
-- name: incidents
SELECT incidents.*, (
    SELECT json_group_array(event) FROM (
        SELECT event FROM tellings WHERE tellings.incident = incidents.id AND tellings.tx_out IS NULL ORDER BY event
    ) AS its
) AS events
FROM incidents WHERE tx_out IS NULL ORDER BY id
-- name: incidents_by_id
SELECT incidents.*, (
    SELECT json_group_array(event) FROM (
        SELECT event FROM tellings WHERE tellings.incident = incidents.id AND tellings.tx_out IS NULL ORDER BY event
    ) AS its
) AS events
FROM incidents WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: stories
SELECT stories.*, (
    SELECT json_group_array(report) FROM (
        SELECT report FROM story_reports
        WHERE story_reports.story = stories.id AND story_reports.tx_out IS NULL ORDER BY report
    ) AS its
) AS reports
FROM stories WHERE tx_out IS NULL ORDER BY id
-- name: stories_by_id
SELECT stories.*, (
    SELECT json_group_array(report) FROM (
        SELECT report FROM story_reports
        WHERE story_reports.story = stories.id AND story_reports.tx_out IS NULL ORDER BY report
    ) AS its
) AS reports
FROM stories WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: stories_ranked
SELECT s.id, s.title FROM stories AS s
LEFT JOIN (SELECT story, count(*) AS n FROM story_reports WHERE tx_out IS NULL GROUP BY story) AS its ON its.story = s.id
WHERE s.tx_out IS NULL ORDER BY coalesce(its.n, 0) DESC, coalesce(s.first, '9'), s.id
-- name: links
SELECT * FROM links WHERE tx_out IS NULL ORDER BY id
-- name: links_by_id
SELECT * FROM links WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: links_with
SELECT * FROM links WHERE tx_out IS NULL AND a IN (SELECT value FROM json_each(:ids))
UNION
SELECT * FROM links WHERE tx_out IS NULL AND b IN (SELECT value FROM json_each(:ids))
ORDER BY id
-- name: person_names
SELECT DISTINCT actor, name FROM mentions
WHERE tx_out IS NULL AND kind = 'person' AND form = 'name' AND actor IS NOT NULL AND name IS NOT NULL
ORDER BY actor, name
-- name: places_named
SELECT p.id, p.report, p.start, p."end", p.text, p.name, p.country, p.admin1, p.feature, p.geonameid, p.lat, p.lon,
    p.precision_m, p.how_by, CASE WHEN EXISTS (
        SELECT 1 FROM mentions AS m
        WHERE m.tx_out IS NULL AND m.report = p.report AND m.start = p.start AND m."end" = p."end"
    ) THEN 1 ELSE 0 END AS acting
FROM places AS p WHERE p.tx_out IS NULL ORDER BY p.report, p.start, p."end", p.id
-- name: places_of_events
SELECT report, place FROM events WHERE tx_out IS NULL AND place IS NOT NULL
-- name: reports_counting
SELECT DISTINCT report FROM quantities
WHERE tx_out IS NULL AND role IN (SELECT value FROM json_each(:roles)) ORDER BY report
-- name: report_of_day
SELECT min(id) AS id FROM reports WHERE tx_out IS NULL AND published = :day
-- name: mentioned
SELECT report, actor, count(*) AS n, max(CASE WHEN form = 'name' THEN 1 ELSE 0 END) AS named FROM mentions
WHERE tx_out IS NULL AND actor IS NOT NULL GROUP BY report, actor
-- name: mentions_of
SELECT * FROM mentions WHERE tx_out IS NULL AND actor IN (SELECT value FROM json_each(:ids)) ORDER BY report, start
-- name: published
SELECT id, published FROM reports WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids))
-- name: heads
SELECT id, published, outlet FROM reports
WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: disputes
SELECT * FROM disputes WHERE tx_out IS NULL ORDER BY id
-- name: disputes_by_id
SELECT * FROM disputes WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: disputes_listed
SELECT id, question, relation, reason FROM disputes WHERE tx_out IS NULL ORDER BY id
-- name: dispute_relations
SELECT relation, count(*) AS n FROM disputes WHERE tx_out IS NULL GROUP BY relation ORDER BY relation
-- name: dispute_ids
SELECT id FROM disputes
WHERE tx_out IS NULL AND (:relation IS NULL OR relation = :relation) ORDER BY id LIMIT :n OFFSET :skip
-- name: disputes_in
SELECT DISTINCT s.dispute FROM sides AS s WHERE s.tx_out IS NULL AND s."row" IN (
    SELECT id FROM claims WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
    UNION ALL SELECT id FROM events WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
    UNION ALL SELECT id FROM quantities WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
    UNION ALL SELECT id FROM states WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
)
-- name: tellings_in
SELECT event, incident, report FROM tellings WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
-- name: telling_reports
SELECT event, report FROM tellings WHERE tx_out IS NULL AND event IN (SELECT value FROM json_each(:ids))
-- name: days_published
SELECT published, count(*) AS n FROM reports WHERE tx_out IS NULL GROUP BY published
-- name: reports_stating
SELECT DISTINCT report FROM states WHERE tx_out IS NULL AND matter IN (SELECT value FROM json_each(:matters))
ORDER BY report
-- name: some_stating
SELECT DISTINCT report FROM states WHERE tx_out IS NULL AND matter IN (SELECT value FROM json_each(:matters))
LIMIT :most
-- name: places_of
SELECT report, name, feature, geonameid FROM places
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports)) ORDER BY report, start, "end", id
-- name: disputes_with
SELECT DISTINCT dispute AS id FROM sides WHERE tx_out IS NULL AND "row" IN (SELECT value FROM json_each(:ids))
-- name: erase_set_aside
DELETE FROM set_aside WHERE source = :source OR sha256 = :sha256
-- name: tombstones
SELECT report, at, reason FROM tombstones ORDER BY report
-- name: tombstone
SELECT at, reason FROM tombstones WHERE report = :report
-- name: put_tombstone
INSERT INTO tombstones (report, at, reason) VALUES (:report, :at, :reason)
-- name: replace_original
UPDATE originals SET sha256 = :sha256, raw = :raw WHERE report = :report
-- name: put_redaction
INSERT INTO redactions (report, label, places, versions, sha256, tx_in)
VALUES (:report, :label, :places, :versions, :sha256, :tx)
-- name: redactions
SELECT report, label, places, versions, sha256, tx_in FROM redactions ORDER BY report, tx_in
-- name: erase_redactions
DELETE FROM redactions WHERE report = :report
-- name: mark_blanked
INSERT INTO blanked (entry) VALUES (:entry) ON CONFLICT (entry) DO NOTHING
-- name: blanked
SELECT entry FROM blanked ORDER BY entry
-- name: blank_entry
UPDATE transactions SET who = :who, subject = :subject, reason = :reason WHERE id = :entry
-- name: withheld
SELECT number, actor, names, ids, who, reason, since FROM withheld WHERE until IS NULL ORDER BY number
-- name: withheld_last
SELECT coalesce(max(number), 0) AS n FROM withheld
-- name: withhold
INSERT INTO withheld (number, actor, names, ids, who, reason, since)
VALUES (:number, :actor, :names, :ids, :who, :reason, :since)
-- name: no_longer_withhold
UPDATE withheld SET until = :until WHERE number = :number AND until IS NULL
-- name: reviews
SELECT * FROM reviews
WHERE tx_out IS NULL AND (:report IS NULL OR report = :report) AND (:row IS NULL OR "row" = :row) ORDER BY tx_in
-- name: every_review
SELECT * FROM reviews ORDER BY tx_in
-- name: review
SELECT * FROM reviews WHERE tx_in = :number
-- name: reviews_of_mentions
SELECT * FROM reviews WHERE tx_out IS NULL AND kind = 'mentions' AND verdict = 'correct' ORDER BY tx_in
-- name: learnt_from
SELECT DISTINCT report FROM mentions WHERE tx_out IS NULL AND how_by = :by ORDER BY report
-- name: withdraw_review
UPDATE reviews SET tx_out = :tx WHERE tx_in = :number AND tx_out IS NULL
-- name: last_said
SELECT max(coalesce(tx_out, tx_in)) AS id FROM reviews WHERE "row" = :row
-- name: last_reading
SELECT coalesce(
    (SELECT max(id) FROM transactions WHERE subject = :report AND what IN ('read', 'reread')),
    (SELECT min(tx_in) FROM reports WHERE id = :report)
) AS id
-- name: entry
SELECT id, at, what, rules, who, subject, reason, content, digest FROM transactions WHERE id = :id
-- name: erase_reviews
DELETE FROM reviews WHERE report = :report
-- name: queue
SELECT id, kind, report, confidence, doubt, disputed, told, importance FROM (
    SELECT rows.*, 1 + told + 2 * disputed AS importance,
        (1 + told + 2 * disputed) * doubt AS both_together
    FROM (
        SELECT c.id, 'claims' AS kind, c.report, c.how_confidence AS confidence,
            1 - coalesce(c.how_confidence, 0.5) AS doubt,
            (SELECT count(*) FROM links AS l WHERE l.tx_out IS NULL AND l.a = c.id)
                + (SELECT count(*) FROM links AS l WHERE l.tx_out IS NULL AND l.b = c.id) AS told,
            CASE WHEN EXISTS (SELECT 1 FROM sides AS s WHERE s.tx_out IS NULL AND s."row" = c.id) THEN 1 ELSE 0 END
                AS disputed
        FROM claims AS c WHERE c.tx_out IS NULL AND c.report IN (SELECT value FROM json_each(:reports))
        UNION ALL
        SELECT e.id, 'events' AS kind, e.report, e.how_confidence AS confidence,
            1 - coalesce(e.how_confidence, 0.5) AS doubt,
            coalesce((SELECT max(i.reports) - 1 FROM tellings AS t JOIN incidents AS i ON i.id = t.incident
                WHERE t.tx_out IS NULL AND i.tx_out IS NULL AND t.event = e.id), 0) AS told,
            CASE WHEN EXISTS (SELECT 1 FROM sides AS s WHERE s.tx_out IS NULL AND s."row" = e.id) THEN 1 ELSE 0 END
                AS disputed
        FROM events AS e WHERE e.tx_out IS NULL AND e.report IN (SELECT value FROM json_each(:reports))
        UNION ALL
        SELECT q.id, 'quantities' AS kind, q.report, q.how_confidence AS confidence,
            1 - coalesce(q.how_confidence, 0.5) AS doubt,
            (SELECT count(*) FROM links AS l WHERE l.tx_out IS NULL AND l.a = q.id)
                + (SELECT count(*) FROM links AS l WHERE l.tx_out IS NULL AND l.b = q.id) AS told,
            CASE WHEN EXISTS (SELECT 1 FROM sides AS s WHERE s.tx_out IS NULL AND s."row" = q.id) THEN 1 ELSE 0 END
                AS disputed
        FROM quantities AS q WHERE q.tx_out IS NULL AND q.report IN (SELECT value FROM json_each(:reports))
    ) AS rows
    WHERE kind IN (SELECT value FROM json_each(:kinds))
        AND NOT EXISTS (SELECT 1 FROM reviews AS r WHERE r.tx_out IS NULL AND r."row" = rows.id)
) AS ranked
ORDER BY CASE :by WHEN 'doubt' THEN doubt WHEN 'importance' THEN importance ELSE both_together END DESC,
    both_together DESC, id
LIMIT :n
-- name: reports_in_force
SELECT id FROM reports WHERE tx_out IS NULL
-- name: reports_read_last
SELECT id FROM reports WHERE tx_out IS NULL ORDER BY tx_in DESC, id DESC LIMIT :n
-- name: claims_of_events
SELECT id, claim FROM events
WHERE tx_out IS NULL AND claim IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))
-- name: sides_of
SELECT dispute, "row" FROM sides WHERE tx_out IS NULL AND dispute IN (SELECT value FROM json_each(:ids))
-- name: leave_side
UPDATE sides SET tx_out = :tx WHERE tx_out IS NULL AND dispute = :dispute AND "row" = :row
-- name: put_import
INSERT INTO imports (source, dataset, sha256, events, mentions, left_out, tx_in)
VALUES (:source, :dataset, :sha256, :events, :mentions, :left_out, :tx)
-- name: import_of
SELECT source FROM imports WHERE sha256 = :sha256 AND tx_out IS NULL
-- name: imports
SELECT source, dataset, events, mentions, left_out, tx_in FROM imports WHERE tx_out IS NULL ORDER BY tx_in
-- name: put_imported
INSERT INTO imported (id, dataset, source, "key", type, mode, cameo, initiators, recipients, place, country, lat, lon,
    geonameid, "when", status, quad, goldstein, published, cited, text, mentions, tx_in)
VALUES (:id, :dataset, :source, :key, :type, :mode, :cameo, :initiators, :recipients, :place, :country, :lat, :lon,
    :geonameid, :when, :status, :quad, :goldstein, :published, :cited, :text, :mentions, :tx)
-- name: imported
SELECT id, dataset, source, "key", type, mode, cameo, initiators, recipients, place, country, lat, lon, geonameid,
    "when", status, quad, goldstein, published, cited, text, mentions
FROM imported
WHERE tx_out IS NULL AND source = coalesce(:source, source) ORDER BY id
-- name: put_imported_mention
INSERT INTO imported_mentions (dataset, source, "key", published, outlet, cited, sentence, confidence, tx_in)
VALUES (:dataset, :source, :key, :published, :outlet, :cited, :sentence, :confidence, :tx)
-- name: imported_mentions
SELECT dataset, source, "key", published, outlet, cited, sentence, confidence
FROM imported_mentions WHERE tx_out IS NULL ORDER BY dataset, "key", published, cited
-- name: drop_import
UPDATE imports SET tx_out = :tx
WHERE source = :source AND dataset = coalesce(:dataset, dataset) AND tx_out IS NULL
-- name: drop_imported
UPDATE imported SET tx_out = :tx
WHERE source = :source AND dataset = coalesce(:dataset, dataset) AND tx_out IS NULL
-- name: drop_imported_mentions
UPDATE imported_mentions SET tx_out = :tx
WHERE source = :source AND dataset = coalesce(:dataset, dataset) AND tx_out IS NULL
-- name: has_learnt
SELECT 1 AS so FROM mentions WHERE report = :report AND tx_out IS NULL AND how_by LIKE 'review/learnt %' LIMIT 1
-- name: days_of_reports
SELECT id, published FROM reports WHERE tx_out IS NULL
-- name: person_names_in
SELECT DISTINCT actor, name, report FROM mentions
WHERE tx_out IS NULL AND kind = 'person' AND form = 'name' AND actor IS NOT NULL AND name IS NOT NULL
-- name: edge
SELECT score FROM join_edges WHERE graph = :graph AND a = :a AND b = :b
-- name: degrees
SELECT nodes.value AS node, (
    SELECT count(*) FROM (SELECT 1 FROM join_edges WHERE graph = :graph AND a = nodes.value LIMIT :most) AS counted
) AS n
FROM json_each(:nodes) AS nodes
-- name: labels_of
SELECT node, label FROM join_parts WHERE node IN (SELECT value FROM json_each(:nodes))
-- name: drop_labels
DELETE FROM join_parts WHERE node IN (SELECT value FROM json_each(:nodes))
-- name: rename_label
UPDATE join_parts SET label = :new WHERE label = :label
-- name: labelled
SELECT node FROM join_parts WHERE label = :label ORDER BY node
-- name: labelled_first
SELECT node FROM join_parts WHERE label = :label ORDER BY node LIMIT :n
-- name: label_weight
SELECT count(*) AS n FROM join_parts WHERE label = :label
-- name: label_reports
SELECT count(DISTINCT e.report) AS n FROM join_parts AS p JOIN events AS e ON e.id = p.node
WHERE p.label = :label
-- name: date_labelled
UPDATE join_parts SET first = :first, last = :last WHERE node = :node
-- name: label_days
SELECT min(first) AS first, max(last) AS last FROM join_parts WHERE label = :label
-- name: near
SELECT near FROM join_near WHERE report = :report
-- name: drop_near
DELETE FROM join_near WHERE report = :report
-- name: reports_of_story
SELECT report FROM story_reports WHERE tx_out IS NULL AND story = :x
-- name: disputed_claims
SELECT "row" FROM sides WHERE tx_out IS NULL
-- name: disputed_events
SELECT "row" FROM sides WHERE tx_out IS NULL
UNION SELECT e.id FROM sides AS s JOIN events AS e ON e.claim = s."row" WHERE s.tx_out IS NULL AND e.tx_out IS NULL
-- name: disputed_reports
SELECT c.report FROM sides AS s JOIN claims AS c ON c.id = s."row" WHERE s.tx_out IS NULL AND c.tx_out IS NULL
UNION SELECT e.report FROM sides AS s JOIN events AS e ON e.id = s."row" WHERE s.tx_out IS NULL AND e.tx_out IS NULL
UNION SELECT q.report FROM sides AS s JOIN quantities AS q ON q.id = s."row"
WHERE s.tx_out IS NULL AND q.tx_out IS NULL
-- name: through_claims
SELECT id FROM claims WHERE tx_out IS NULL AND via <> '[]' AND (SELECT count(*) FROM json_each(via)) >= :x
-- name: through_events
SELECT e.id FROM claims AS c JOIN events AS e ON e.claim = c.id
WHERE c.tx_out IS NULL AND e.tx_out IS NULL AND c.via <> '[]' AND (SELECT count(*) FROM json_each(c.via)) >= :x
-- name: through_reports
SELECT report FROM claims WHERE tx_out IS NULL AND via <> '[]' AND (SELECT count(*) FROM json_each(via)) >= :x
-- name: told_claims
SELECT e.claim FROM incidents AS i JOIN tellings AS t ON t.incident = i.id JOIN events AS e ON e.id = t.event
WHERE i.tx_out IS NULL AND t.tx_out IS NULL AND e.tx_out IS NULL AND e.claim IS NOT NULL
    AND i.independent_sources >= :x
-- name: told_events
SELECT t.event FROM incidents AS i JOIN tellings AS t ON t.incident = i.id
WHERE i.tx_out IS NULL AND t.tx_out IS NULL AND i.independent_sources >= :x
-- name: told_reports
SELECT t.report FROM incidents AS i JOIN tellings AS t ON t.incident = i.id
WHERE i.tx_out IS NULL AND t.tx_out IS NULL AND i.independent_sources >= :x
-- name: sides_in
SELECT s."row" FROM claims AS c JOIN sides AS s ON s."row" = c.id
WHERE s.tx_out IS NULL AND c.tx_out IS NULL AND c.report IN (SELECT value FROM json_each(:reports))
UNION SELECT s."row" FROM events AS e JOIN sides AS s ON s."row" = e.id
WHERE s.tx_out IS NULL AND e.tx_out IS NULL AND e.report IN (SELECT value FROM json_each(:reports))
-- name: reports_of_sides
SELECT r.value AS report FROM json_each(:reports) AS r WHERE EXISTS (
    SELECT 1 FROM claims AS c JOIN sides AS s ON s."row" = c.id
    WHERE c.report = r.value AND c.tx_out IS NULL AND s.tx_out IS NULL
) OR EXISTS (
    SELECT 1 FROM events AS e JOIN sides AS s ON s."row" = e.id
    WHERE e.report = r.value AND e.tx_out IS NULL AND s.tx_out IS NULL
) OR EXISTS (
    SELECT 1 FROM quantities AS q JOIN sides AS s ON s."row" = q.id
    WHERE q.report = r.value AND q.tx_out IS NULL AND s.tx_out IS NULL
)
-- name: told_in_reports
SELECT e.id AS event, e.claim, e.report, i.independent_sources AS sources FROM events AS e
LEFT JOIN tellings AS t ON t.event = e.id AND t.tx_out IS NULL
LEFT JOIN incidents AS i ON i.id = t.incident AND i.tx_out IS NULL
WHERE e.tx_out IS NULL AND e.report IN (SELECT value FROM json_each(:reports))
-- name: marks
SELECT n, kind, id, report, disputed, sources FROM found
WHERE tx_out IS NULL AND report IN (SELECT value FROM json_each(:reports))
-- name: put_marks
UPDATE found SET disputed = :disputed, sources = :sources
WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(:numbers))
-- name: clear_marks
UPDATE found SET disputed = 0, sources = 1 WHERE tx_out IS NULL AND (disputed = 1 OR sources > 1)
-- name: sources_before
SELECT id, independent_sources AS sources FROM incidents
WHERE tx_out = :tx AND id IN (SELECT value FROM json_each(:ids))
-- name: tellings_now
SELECT DISTINCT report FROM tellings WHERE tx_out IS NULL AND incident IN (SELECT value FROM json_each(:ids))
-- name: reports_of_rows
SELECT report FROM claims WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:rows))
UNION SELECT report FROM events WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:rows))
UNION SELECT report FROM quantities WHERE tx_out IS NULL AND id IN (SELECT value FROM json_each(:rows))
-- name: persons_known
SELECT m.actor, m.name, min(f.known) AS known FROM mentions AS m
JOIN found AS f ON f.report = m.report AND f.kind = 'reports' AND f.tx_out IS NULL
WHERE m.tx_out IS NULL AND m.kind = 'person' AND m.form = 'name' AND m.actor IS NOT NULL AND m.name IS NOT NULL
GROUP BY m.actor, m.name ORDER BY m.actor, m.name
-- name: tallied
SELECT upto, rules FROM tallied WHERE name = :name
-- name: not_tallied
SELECT NOT EXISTS (SELECT 1 FROM tallied) AS so
-- name: entries_waiting
SELECT coalesce((SELECT max(id) FROM transactions), 0) - min(upto) AS n FROM tallied
-- name: reports_since
SELECT id, published, tx_in, tx_out FROM reports WHERE id IN (
    SELECT subject FROM transactions WHERE id > :upto
) AND (tx_out IS NULL OR (tx_in <= :upto AND tx_out > :upto))
-- name: mentions_since
SELECT * FROM mentions WHERE actor IS NOT NULL AND report IN (SELECT value FROM json_each(:reports))
AND (tx_out IS NULL OR (tx_in <= :upto AND tx_out > :upto)) ORDER BY report, start
-- name: published_one
SELECT published FROM reports WHERE tx_out IS NULL AND id = :report
-- name: actors_decided
SELECT members, rest FROM reviews WHERE (tx_in > :upto OR tx_out > :upto) AND (kind = 'actors' OR apart = 'actors')
-- name: sighted
SELECT actor FROM actor_sightings ORDER BY actor
-- name: sightings_of
SELECT actor, persons, its FROM actor_sightings WHERE actor IN (SELECT value FROM json_each(:ids)) ORDER BY actor
-- name: drop_sightings
DELETE FROM actor_sightings WHERE actor IN (SELECT value FROM json_each(:ids))
-- name: drop_actor_key
DELETE FROM actor_keys WHERE "key" = :key AND actor = :actor
-- name: put_persons
UPDATE actor_sightings SET persons = :persons WHERE actor = :actor
-- name: actors_with_keys
SELECT DISTINCT actor FROM actor_keys WHERE "key" IN (SELECT CAST(value AS BIGINT) FROM json_each(:keys))
-- name: actor_rows_by_id
SELECT * FROM actor_rows WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: drop_actor_rows
DELETE FROM actor_rows WHERE id IN (SELECT value FROM json_each(:ids))
-- name: reports_mentioning
SELECT count(DISTINCT report) AS n FROM mentions
WHERE tx_out IS NULL AND actor IN (SELECT value FROM json_each(:ids))
-- name: places_since
SELECT p.id, p.report, p.start, p."end", p.text, p.name, p.country, p.admin1, p.feature, p.geonameid, p.lat, p.lon,
    p.precision_m, p.how_by,
    CASE WHEN p.tx_in <= :upto AND EXISTS (
        SELECT 1 FROM mentions AS m WHERE m.report = p.report AND m.start = p.start AND m."end" = p."end"
        AND m.tx_in <= :upto AND (m.tx_out IS NULL OR m.tx_out > :upto)
    ) THEN 1 ELSE 0 END AS acted,
    CASE WHEN p.tx_out IS NULL AND EXISTS (
        SELECT 1 FROM mentions AS m WHERE m.report = p.report AND m.start = p.start AND m."end" = p."end"
        AND m.tx_out IS NULL
    ) THEN 1 ELSE 0 END AS acting,
    CASE WHEN p.tx_in <= :upto THEN 1 ELSE 0 END AS was, CASE WHEN p.tx_out IS NULL THEN 1 ELSE 0 END AS so
FROM places AS p WHERE p.report IN (SELECT value FROM json_each(:reports))
AND (p.tx_out IS NULL OR (p.tx_in <= :upto AND p.tx_out > :upto)) ORDER BY p.report, p.start, p."end", p.id
-- name: places_of_events_since
SELECT report, place, CASE WHEN tx_in <= :upto THEN 1 ELSE 0 END AS was,
    CASE WHEN tx_out IS NULL THEN 1 ELSE 0 END AS so
FROM events WHERE place IS NOT NULL AND report IN (SELECT value FROM json_each(:reports))
AND (tx_out IS NULL OR (tx_in <= :upto AND tx_out > :upto))
-- name: place_tallies_by_id
SELECT id, its FROM place_tallies WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id
-- name: drop_place_tallies
DELETE FROM place_tallies WHERE id IN (SELECT value FROM json_each(:ids))
