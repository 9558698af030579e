-- Full text. `lexemes` are the words of each column of the index with the column's letter before them: w=convoy.
-- A long text has several parts; part 0 has every word of it.
CREATE TABLE search (
    n BIGINT NOT NULL,
    part INTEGER NOT NULL,
    lexemes TSVECTOR NOT NULL,
    PRIMARY KEY (n, part)
);

CREATE INDEX search_lexemes ON search USING gin (lexemes);

-- Great-circle distance in kilometres, degrees in: as dateline.distance has it.
CREATE FUNCTION km_between(lat DOUBLE PRECISION, lon DOUBLE PRECISION, lat2 DOUBLE PRECISION, lon2 DOUBLE PRECISION)
RETURNS DOUBLE PRECISION LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT 12742 * asin(least(1, sqrt(
        sin(radians(lat2 - lat) / 2) ^ 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ^ 2
    )))
$$;

