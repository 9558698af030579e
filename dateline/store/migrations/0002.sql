-- Record version 2: what a time expression means apart from the day it was written, and which one dates a fact, so that
-- another day of publication needs no new reading. Rows of older readings have none of it: they are dated as they are.

ALTER TABLE times ADD COLUMN meaning TEXT;
ALTER TABLE events ADD COLUMN when_from TEXT;
ALTER TABLE quantities ADD COLUMN when_from TEXT;
ALTER TABLE claims ADD COLUMN said_on_from TEXT;
