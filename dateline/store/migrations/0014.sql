-- Record version 14: whom mentions name, to be asked for without looking at the mentions.

CREATE INDEX persons_named ON mentions (actor, name, report)
WHERE tx_out IS NULL AND kind = 'person' AND form = 'name' AND actor IS NOT NULL AND name IS NOT NULL;
