-- Adds the player's decisions: replies counted as right, and questions not to be asked again.

ALTER TABLE answer
  ADD COLUMN overruled INTEGER NOT NULL DEFAULT 0 CHECK (overruled IN (0, 1));

CREATE TABLE suppressed (
  question TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
