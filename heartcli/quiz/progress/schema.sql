-- The rounds played, every reply, each question's schedule, and questions not to be asked again.

CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused, even after a reset
  began TEXT NOT NULL,              -- local time, ISO 8601
  film TEXT NOT NULL,               -- film id; '' for several films
  command TEXT NOT NULL,            -- replays the round
  count INTEGER NOT NULL            -- questions in the round, played or not
) STRICT;

CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  round INTEGER NOT NULL REFERENCES round,
  day TEXT NOT NULL,                -- local date, ISO 8601
  film TEXT NOT NULL,
  question TEXT NOT NULL,           -- question id; all progress is tied to it
  section TEXT NOT NULL,
  difficulty TEXT NOT NULL,
  form TEXT NOT NULL,
  ask TEXT NOT NULL,                -- the question's wording at the time
  reply TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('right', 'close', 'wrong')),
  helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
  overruled INTEGER NOT NULL DEFAULT 0 CHECK (overruled IN (0, 1))  -- right, the player decided
) STRICT;

CREATE INDEX answer_of_round ON answer (round);

CREATE INDEX answer_of_question ON answer (question, verdict);

CREATE INDEX answer_missed ON answer (id) WHERE verdict <> 'right';

CREATE INDEX answer_by_day ON answer (section, difficulty, day, verdict);

CREATE TABLE card (
  question TEXT PRIMARY KEY,
  film TEXT NOT NULL,
  due TEXT NOT NULL,                -- local date
  last TEXT NOT NULL,               -- local date of the last attempt
  stability REAL NOT NULL,          -- days; with difficulty, FSRS's model of the memory
  difficulty REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX card_due ON card (due);

CREATE TABLE suppressed (
  question TEXT PRIMARY KEY         -- the player doesn't want to be asked it again
) STRICT, WITHOUT ROWID;
