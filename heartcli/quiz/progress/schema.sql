-- The rounds played, every reply, and the schedule of each question.

CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- no number is given twice, whatever is forgotten
  began TEXT NOT NULL,              -- local time, ISO 8601
  film TEXT NOT NULL,               -- the id of the film, '' where there are several
  command TEXT NOT NULL,            -- what plays the same again
  count INTEGER NOT NULL            -- the questions that were to be asked
) STRICT;

CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  round INTEGER NOT NULL REFERENCES round,
  day TEXT NOT NULL,                -- local date, ISO 8601
  film TEXT NOT NULL,
  question TEXT NOT NULL,           -- its id, on which all progress hangs
  section TEXT NOT NULL,
  difficulty TEXT NOT NULL,
  form TEXT NOT NULL,
  ask TEXT NOT NULL,                -- as it was worded, in case it is gone
  reply TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('right', 'close', 'wrong')),
  helped INTEGER NOT NULL CHECK (helped IN (0, 1))
) STRICT;

CREATE INDEX answer_of_round ON answer (round);

CREATE INDEX answer_of_question ON answer (question, verdict);

CREATE INDEX answer_missed ON answer (id) WHERE verdict <> 'right';

CREATE INDEX answer_by_day ON answer (section, difficulty, day, verdict);

CREATE TABLE card (
  question TEXT PRIMARY KEY,
  film TEXT NOT NULL,
  due TEXT NOT NULL,                -- local date; the others are FSRS's
  last TEXT NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX card_due ON card (due);
