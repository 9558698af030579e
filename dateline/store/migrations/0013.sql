-- Record version 13: what lists, timelines and maps of a large record are counted and chosen by, without looking at rows.

CREATE INDEX incidents_by_day ON incidents ("when", independent_sources, type, first_said, id) WHERE tx_out IS NULL;
CREATE INDEX incidents_placed ON incidents ("when", independent_sources, type) WHERE tx_out IS NULL AND place IS NOT NULL
    AND replace(replace(replace(place, '"lat":' || 'null', ''), '"lon":' || 'null', ''),
        '"precision_m":' || 'null', '') = place;
CREATE INDEX reports_by_day ON reports (published) WHERE tx_out IS NULL;
CREATE INDEX mentions_of_actor ON mentions (actor, report) WHERE tx_out IS NULL;
CREATE INDEX states_of_matter ON states (matter, report) WHERE tx_out IS NULL;
