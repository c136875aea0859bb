-- Progress as version 1 of the format saved it: 37 questions, all answered wrong.
PRAGMA application_id = 1214603634;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
  helped INTEGER NOT NULL CHECK (helped IN (0, 1))
) STRICT;
INSERT INTO "answer" VALUES(1,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/crew/alberto-piferi-italian-dialogue/name','crew','hard','typed','Who is credited under “Italian dialogue”?','x','wrong',0);
INSERT INTO "answer" VALUES(2,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/releases/theatrical-cut-theatrical-france/place','releases','medium','typed','Theatrical cut, new in cinemas, 29 Sep 1982: in which country was that?','x','wrong',0);
INSERT INTO "answer" VALUES(3,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/crew/bones-howe-music-producer/job','crew','hard','choice','What is Bones Howe credited for?','x','wrong',0);
INSERT INTO "answer" VALUES(4,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/new-toy','reviews','hard','choice','Of what did Pat Anderson hope that Coppola would soon tire?','x','wrong',0);
INSERT INTO "answer" VALUES(5,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/cast/allen-garfield-restaurant-owner/performer','cast','medium','typed','Who plays “Restaurant owner”?','x','wrong',0);
INSERT INTO "answer" VALUES(6,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/companies/american-zoetrope-restoration-reprise+companies/roundabout-entertainment-restoration-reprise/name','companies','medium','choice','Name a company that is credited under “Restoration (Reprise)”.','x','wrong',0);
INSERT INTO "answer" VALUES(7,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/titles/italy-un-sogno-lungo-un-giorno/title','titles','medium','typed','What is the film called in Italy?','x','wrong',0);
INSERT INTO "answer" VALUES(8,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/garr-nominated-for','legacy','medium','choice','When this film''s songs were up for an Academy Award, Teri Garr was nominated too. For which film?','x','wrong',0);
INSERT INTO "answer" VALUES(9,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/songs-alone','songs','hard','choice','Name a song that Crystal Gayle sings alone.','x','wrong',0);
INSERT INTO "answer" VALUES(10,1,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/rehearsal-and-shooting','figures','medium','typed','The shooting took 72 days. What took 79?','x','wrong',0);
INSERT INTO "answer" VALUES(11,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/reviews/reeling-back/publication','reviews','medium','choice','Which paper or site said of the film: “it borders on being great”?','x','wrong',0);
INSERT INTO "answer" VALUES(12,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/american-distributor','companies','medium','choice','Which company brought the film into American cinemas in the end?','x','wrong',0);
INSERT INTO "answer" VALUES(13,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/saxophonist','crew','hard','typed','Which tenor saxophonist plays on the soundtrack and later toured with Waits?','x','wrong',0);
INSERT INTO "answer" VALUES(14,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/certificates/france-tous-publics/certificate','certificates','medium','typed','Which certificate does the film have in France?','x','wrong',0);
INSERT INTO "answer" VALUES(15,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/subtitle-of-2024','releases','easy','typed','Which word did Coppola add to the title for the version of 2023 and 2024?','x','wrong',0);
INSERT INTO "answer" VALUES(16,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/legacy/festival-lumiere/year','legacy','medium','typed','In which year was that? “The Festival Lumière revived the film.”','x','wrong',0);
INSERT INTO "answer" VALUES(17,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/holiday','production','easy','choice','Around which American holiday is the film set?','x','wrong',0);
INSERT INTO "answer" VALUES(18,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/nightmares','production','medium','choice','Of what did the production designer have nightmares?','x','wrong',0);
INSERT INTO "answer" VALUES(19,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/producers','crew','medium','typed','Name one of the two producers.','x','wrong',0);
INSERT INTO "answer" VALUES(20,2,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/titles/italy-un-sogno-lungo-un-giorno/title','titles','medium','typed','What is the film called in Italy?','x','wrong',0);
INSERT INTO "answer" VALUES(21,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/crew/leslie-mccarthy-frankenheimer-sets/job','crew','hard','choice','What is Leslie McCarthy-Frankenheimer credited for?','x','wrong',0);
INSERT INTO "answer" VALUES(22,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/editions/restored-version/minutes','editions','medium','estimate','Restored version: how many minutes does it run?','x','wrong',0);
INSERT INTO "answer" VALUES(23,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/drummer','crew','hard','typed','Which jazz drummer plays on several of the tracks?','x','wrong',0);
INSERT INTO "answer" VALUES(24,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/companies/columbia-pictures-distribution-united-states/name','companies','medium','typed','Which company is credited under “Distribution, United States”?','x','wrong',0);
INSERT INTO "answer" VALUES(25,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/companies/legacy-soundtrack-album-reissue/role','companies','medium','choice','What is Legacy credited for?','x','wrong',0);
INSERT INTO "answer" VALUES(26,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/songs/broken-bicycles/performers','songs','medium','choice','Who performs “Broken Bicycles”?','x','wrong',0);
INSERT INTO "answer" VALUES(27,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/first-distributor','production','medium','typed','Which studio was to distribute the film in North America when Coppola bought it?','x','wrong',0);
INSERT INTO "answer" VALUES(28,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/new-toy','reviews','hard','typed','Of what did Pat Anderson hope that Coppola would soon tire?','x','wrong',0);
INSERT INTO "answer" VALUES(29,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/questions/songs-alone','songs','hard','choice','Name a song that Crystal Gayle sings alone.','x','wrong',0);
INSERT INTO "answer" VALUES(30,3,'2026-11-26','one-from-the-heart-1982','one-from-the-heart-1982/titles/portugal-do-fundo-do-coracao/place','titles','medium','typed','Where is the film called “Do Fundo do Coração”?','x','wrong',0);
INSERT INTO "answer" VALUES(31,4,'2026-11-26','Q174371','Q174371/crew/danny-boyle-director/directed','crew','medium','choice','Who directed “127 Hours” (2010)?','x','wrong',0);
INSERT INTO "answer" VALUES(32,4,'2026-11-26','Q1132535','Q1132535/film/year','film','easy','typed','In which year did Arthur Penn’s “Little Big Man” come out?','x','wrong',0);
INSERT INTO "answer" VALUES(33,4,'2026-11-26','Q936037','Q936037/cast/james-garner+cast/robert-preston/together','cast','medium','choice','In which film do both James Garner and Robert Preston appear?','x','wrong',0);
INSERT INTO "answer" VALUES(34,4,'2026-11-26','Q17738','Q17738/cast/harrison-ford+cast/peter-cushing/together','cast','medium','choice','In which film do both Harrison Ford and Peter Cushing appear?','x','wrong',0);
INSERT INTO "answer" VALUES(35,4,'2026-11-26','Q1765358','Q1765358/cast/pat-healy+cast/samuel-l-jackson/together','cast','medium','choice','In which film do both Pat Healy and Samuel L. Jackson appear?','x','wrong',0);
INSERT INTO "answer" VALUES(36,4,'2026-11-26','Q211009','Q211009/crew/stephen-sommers-director/by','crew','easy','choice','Which of these films did Stephen Sommers direct?','x','wrong',0);
INSERT INTO "answer" VALUES(37,4,'2026-11-26','Q13255497','Q13255497/film/year','film','easy','typed','In which year did Alejandro González Iñárritu’s “Birdman” come out?','x','wrong',0);
INSERT INTO "answer" VALUES(38,4,'2026-11-26','Q131074','Q131074/film/year','film','easy','typed','In which year did Peter Jackson’s “The Lord of the Rings: The Return of the King” come out?','x','wrong',0);
INSERT INTO "answer" VALUES(39,4,'2026-11-26','Q1768437','Q1768437/crew/ron-howard-director/directed','crew','easy','typed','Who directed “Rush” (2013)?','x','wrong',0);
INSERT INTO "answer" VALUES(40,4,'2026-11-26','Q47703','Q47703/crew/francis-ford-coppola-director/directed','crew','easy','choice','Who directed “The Godfather” (1972)?','x','wrong',0);
CREATE TABLE card (
  question TEXT PRIMARY KEY,
  film TEXT NOT NULL,
  due TEXT NOT NULL,                -- local date
  last TEXT NOT NULL,               -- local date of the last attempt
  stability REAL NOT NULL,          -- days; with difficulty, FSRS's model of the memory
  difficulty REAL NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "card" VALUES('Q1132535/film/year','Q1132535','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q131074/film/year','Q131074','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q13255497/film/year','Q13255497','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q174371/crew/danny-boyle-director/directed','Q174371','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q1765358/cast/pat-healy+cast/samuel-l-jackson/together','Q1765358','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q1768437/crew/ron-howard-director/directed','Q1768437','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q17738/cast/harrison-ford+cast/peter-cushing/together','Q17738','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q211009/crew/stephen-sommers-director/by','Q211009','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q47703/crew/francis-ford-coppola-director/directed','Q47703','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('Q936037/cast/james-garner+cast/robert-preston/together','Q936037','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/cast/allen-garfield-restaurant-owner/performer','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/certificates/france-tous-publics/certificate','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/companies/american-zoetrope-restoration-reprise+companies/roundabout-entertainment-restoration-reprise/name','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/companies/columbia-pictures-distribution-united-states/name','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/companies/legacy-soundtrack-album-reissue/role','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/crew/alberto-piferi-italian-dialogue/name','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/crew/bones-howe-music-producer/job','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/crew/leslie-mccarthy-frankenheimer-sets/job','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/editions/restored-version/minutes','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/legacy/festival-lumiere/year','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/american-distributor','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/drummer','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/first-distributor','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/garr-nominated-for','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/holiday','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/new-toy','one-from-the-heart-1982','2026-11-27','2026-11-26',8.33567171103160448053e-02,8.80630446885683682012e+00);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/nightmares','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/producers','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/rehearsal-and-shooting','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/saxophonist','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/songs-alone','one-from-the-heart-1982','2026-11-27','2026-11-26',8.33567171103160448053e-02,8.80630446885683682012e+00);
INSERT INTO "card" VALUES('one-from-the-heart-1982/questions/subtitle-of-2024','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/releases/theatrical-cut-theatrical-france/place','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/reviews/reeling-back/publication','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/songs/broken-bicycles/performers','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
INSERT INTO "card" VALUES('one-from-the-heart-1982/titles/italy-un-sogno-lungo-un-giorno/title','one-from-the-heart-1982','2026-11-27','2026-11-26',8.33567171103160448053e-02,8.80630446885683682012e+00);
INSERT INTO "card" VALUES('one-from-the-heart-1982/titles/portugal-do-fundo-do-coracao/place','one-from-the-heart-1982','2026-11-27','2026-11-26',0.212,6.4133);
CREATE TABLE round (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused, even after a reset
  began TEXT NOT NULL,              -- local time, ISO 8601
  film TEXT NOT NULL,               -- film id; '' for several films
  command TEXT NOT NULL,            -- replays the round
  count INTEGER NOT NULL            -- questions in the round, played or not
) STRICT;
INSERT INTO "round" VALUES(1,'2026-11-26T21:38:50+00:00','one-from-the-heart-1982','heart quiz --seed 1-f31d --count 10',10);
INSERT INTO "round" VALUES(2,'2026-11-26T21:38:50+00:00','one-from-the-heart-1982','heart quiz --seed 2-742e --count 10',10);
INSERT INTO "round" VALUES(3,'2026-11-26T21:38:51+00:00','one-from-the-heart-1982','heart quiz --seed 3-6a06 --count 10',10);
INSERT INTO "round" VALUES(4,'2026-11-26T21:38:53+00:00','','heart quiz --catalogue --seed 1-447a --count 10',10);
CREATE INDEX answer_of_round ON answer (round);
CREATE INDEX answer_of_question ON answer (question, verdict);
CREATE INDEX answer_missed ON answer (id) WHERE verdict <> 'right';
CREATE INDEX answer_by_day ON answer (section, difficulty, day, verdict);
CREATE INDEX card_due ON card (due);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('round',4);
INSERT INTO "sqlite_sequence" VALUES('answer',40);
COMMIT;
