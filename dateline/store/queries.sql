-- name: begin_transaction
INSERT INTO transactions (at, what, rules) VALUES (:at, :what, :rules)
-- name: has_report
SELECT 1 FROM originals WHERE report = :report
-- name: add_original
INSERT INTO originals (report, sha256, raw) VALUES (:report, :sha256, :raw)
-- name: original
SELECT sha256, raw FROM originals WHERE report = :report
-- name: originals
SELECT report, sha256, raw FROM originals ORDER BY report
-- name: other_text_of_source
SELECT id FROM reports WHERE source = :source AND id <> :report AND tx_out IS NULL LIMIT 1
-- name: find_reports
SELECT id FROM reports
WHERE tx_out IS NULL AND :name <> '' AND (id = :name OR source = :name OR url = :name
    OR substr(id, 1, length(:name)) = :name OR substr(source, 1, length(:name)) = :name)
ORDER BY id = :name DESC, source = :name DESC, source, id
LIMIT 6
-- name: add_set_aside
INSERT INTO set_aside (source, reason, do, sha256, raw, kind, tx_in)
VALUES (:source, :reason, :do, :sha256, :raw, :kind, :tx)
-- name: same_set_aside
SELECT 1 FROM set_aside WHERE source = :source AND reason = :reason AND sha256 IS :sha256 AND tx_out IS NULL
-- name: settle_set_aside
UPDATE set_aside SET tx_out = :tx WHERE tx_out IS NULL AND (source = :source OR sha256 = :sha256)
-- name: set_aside
SELECT source, reason, do, sha256 FROM set_aside WHERE tx_out IS NULL ORDER BY source, id
-- name: last_transaction
SELECT id, at, what, rules FROM transactions ORDER BY id DESC LIMIT 1
-- name: span_of_publication
SELECT min(published) AS first, max(published) AS last FROM reports WHERE tx_out IS NULL AND published IS NOT NULL
-- name: outlets
SELECT outlet, count(*) AS reports FROM reports WHERE tx_out IS NULL GROUP BY outlet ORDER BY reports DESC, outlet
-- name: kept
SELECT source, kind, raw FROM set_aside WHERE tx_out IS NULL AND raw IS NOT NULL ORDER BY source, id
-- name: nothing_findable
SELECT EXISTS (SELECT 1 FROM reports) AND NOT EXISTS (SELECT 1 FROM found)
-- name: readings
SELECT id, tx_in FROM reports WHERE tx_out IS NULL ORDER BY id
