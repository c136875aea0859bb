-- name: insert_round
INSERT INTO round (began, film, command, count) VALUES (:began, :film, :command, :count)

-- name: insert_answer
INSERT INTO answer
  (round, day, film, question, section, difficulty, form, ask, reply, verdict, helped,
   overruled)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: amend_answer
UPDATE answer SET reply = ?, verdict = ?, helped = ?, overruled = ?
WHERE id = ? AND question = ?

-- name: select_card
SELECT due, last, stability, difficulty FROM card WHERE question = ?

-- name: upsert_card
INSERT INTO card (question, film, due, last, stability, difficulty) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (question) DO UPDATE SET
  film = excluded.film, due = excluded.due, last = excluded.last,
  stability = excluded.stability, difficulty = excluded.difficulty

-- name: due_questions
SELECT question, film FROM card
WHERE due <= ? AND question NOT IN (SELECT question FROM suppressed)
ORDER BY due, question

-- name: due_per_day
SELECT max(due, ?), count(*) FROM card
WHERE due <= ? AND question NOT IN (SELECT question FROM suppressed)
GROUP BY 1

-- name: due_sections
SELECT DISTINCT (SELECT section FROM answer WHERE answer.question = card.question LIMIT 1)
FROM card
WHERE due <= ? AND question NOT IN (SELECT question FROM suppressed)

-- name: suppress
INSERT INTO suppressed (question) VALUES (?) ON CONFLICT DO NOTHING

-- name: tallies
SELECT section, difficulty, day, sum(verdict = 'right'), count(*)
FROM answer
GROUP BY section, difficulty, day

-- name: recent_rounds
SELECT began, r.film, sum(verdict = 'right'), count(*), count, command
FROM (SELECT * FROM round ORDER BY id DESC LIMIT ?) AS r
JOIN answer ON answer.round = r.id
GROUP BY r.id
ORDER BY r.id DESC

-- name: missed_questions
SELECT question, film, ask, missed, answers
FROM (
  SELECT question, sum(verdict <> 'right') AS missed, count(*) AS answers, max(id) AS last
  FROM answer
  GROUP BY question
) AS m
JOIN (SELECT id, film, ask FROM answer) AS a ON a.id = m.last
WHERE missed > 0 AND question NOT IN (SELECT question FROM suppressed)
ORDER BY missed DESC, answers, last DESC
LIMIT ?

-- name: delete_all
DELETE FROM answer;
DELETE FROM round;
DELETE FROM card;
DELETE FROM suppressed
