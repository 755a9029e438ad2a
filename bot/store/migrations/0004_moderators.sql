-- What moderators decide, and what has to be known for it. Numbers, not names, as before.

-- A job may wait for a moderator: `held`. The table is built anew, because a check cannot be changed.
CREATE TABLE jobs_anew (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    interaction_id INTEGER NOT NULL UNIQUE,
    owner_id       INTEGER NOT NULL,
    server_id      INTEGER REFERENCES servers (id),
    channel_id     INTEGER NOT NULL,
    message_id     INTEGER,
    kind           TEXT NOT NULL CHECK (kind IN ('imagine', 'reroll', 'vary', 'edit', 'single')),
    parent_id      INTEGER REFERENCES pictures (id) ON DELETE SET NULL,
    params         TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN (
        'accepted', 'queued', 'running', 'painted', 'held', 'done', 'refused', 'cancelled', 'failed'
    )),
    reason         TEXT,
    notes          TEXT NOT NULL DEFAULT '[]',
    told           INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    accepted_at    REAL NOT NULL,
    ended_at       REAL,
    image          TEXT GENERATED ALWAYS AS (json_extract(params, '$.image')) VIRTUAL
) STRICT;

INSERT INTO jobs_anew (
    id, interaction_id, owner_id, server_id, channel_id, message_id, kind, parent_id, params, state,
    reason, notes, told, accepted_at, ended_at
)
SELECT
    id, interaction_id, owner_id, server_id, channel_id, message_id, kind, parent_id, params, state,
    reason, notes, told, accepted_at, ended_at
FROM jobs;

-- A number that was given once is never given again: buttons carry it.
DELETE FROM sqlite_sequence WHERE name = 'jobs_anew';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'jobs_anew', seq FROM sqlite_sequence WHERE name = 'jobs';

DROP TABLE jobs;
ALTER TABLE jobs_anew RENAME TO jobs;

CREATE INDEX jobs_open ON jobs (id) WHERE told = 0;
CREATE INDEX jobs_of_owner ON jobs (owner_id, server_id, accepted_at);
CREATE INDEX jobs_of_server ON jobs (server_id, accepted_at);
CREATE INDEX jobs_by_image ON jobs (image) WHERE image IS NOT NULL;
CREATE INDEX jobs_by_parent ON jobs (parent_id); -- or each deleted picture reads all jobs
CREATE INDEX jobs_by_message ON jobs (message_id) WHERE message_id IS NOT NULL;

ALTER TABLE pictures ADD COLUMN verdict TEXT NOT NULL DEFAULT 'show'
    CHECK (verdict IN ('show', 'spoiler', 'blur', 'hold', 'refuse'));

-- The audit log: what a moderator or Easel itself (NULL) did. One that changed a server's rules has
-- them before and after: a revision. Nothing is ever rewritten; the latest revision is in force.
CREATE TABLE acts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER NOT NULL REFERENCES servers (id),
    at        REAL NOT NULL,
    by        INTEGER,
    what      TEXT NOT NULL,
    job_id    INTEGER, -- stays when the job goes: a number that leads nowhere
    member_id INTEGER, -- to whom it was done
    reason    TEXT,
    before    TEXT,
    after     TEXT,
    CHECK ((before IS NULL) = (after IS NULL))
) STRICT;

CREATE INDEX acts_of_server ON acts (server_id, id);
CREATE INDEX revisions ON acts (server_id, id) WHERE after IS NOT NULL;

CREATE TRIGGER acts_are_append_only
BEFORE UPDATE OF id, server_id, at, by, what, reason, before, after ON acts
BEGIN
    SELECT raise(ABORT, 'the audit log is append-only');
END;

CREATE TABLE holds (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id          INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    numbers         TEXT NOT NULL, -- of the pictures, as JSON
    unchecked       INTEGER NOT NULL CHECK (unchecked IN (0, 1)),
    state           TEXT NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'approved', 'spoilered', 'rejected', 'expired')),
    opened_at       REAL NOT NULL,
    until           REAL NOT NULL,
    announced       INTEGER NOT NULL DEFAULT 0 CHECK (announced IN (0, 1)),
    card_channel_id INTEGER,
    card_message_id INTEGER,
    card_closed     INTEGER NOT NULL DEFAULT 0 CHECK (card_closed IN (0, 1)),
    decided_by      INTEGER,
    decided_at      REAL,
    reason          TEXT
) STRICT;

CREATE UNIQUE INDEX one_open_hold ON holds (job_id) WHERE state = 'open';
CREATE INDEX holds_of_job ON holds (job_id);

CREATE TABLE appeals (
    job_id          INTEGER PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
    at              REAL NOT NULL,
    text            TEXT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'granted', 'denied', 'expired')),
    until           REAL NOT NULL,
    card_channel_id INTEGER,
    card_message_id INTEGER,
    card_closed     INTEGER NOT NULL DEFAULT 0 CHECK (card_closed IN (0, 1)),
    told            INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    decided_by      INTEGER,
    decided_at      REAL,
    reason          TEXT
) STRICT;

CREATE TABLE reports (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id       INTEGER NOT NULL REFERENCES servers (id),
    channel_id      INTEGER NOT NULL,
    message_id      INTEGER NOT NULL,
    job_id          INTEGER REFERENCES jobs (id) ON DELETE SET NULL,
    by              INTEGER NOT NULL,
    at              REAL NOT NULL,
    text            TEXT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'removed')),
    card_channel_id INTEGER,
    card_message_id INTEGER,
    card_closed     INTEGER NOT NULL DEFAULT 0 CHECK (card_closed IN (0, 1)),
    decided_by      INTEGER,
    decided_at      REAL,
    UNIQUE (message_id, by)
) STRICT;

CREATE INDEX reports_of_job ON reports (job_id);

-- Blocked words and pictures, one row a hit.
CREATE TABLE strikes (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id INTEGER REFERENCES servers (id),
    owner_id  INTEGER NOT NULL,
    job_id    INTEGER REFERENCES jobs (id) ON DELETE SET NULL,
    at        REAL NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('prompt', 'picture')),
    category  TEXT NOT NULL,
    term      TEXT, -- which entry of which list fired
    source    TEXT,
    floor     INTEGER NOT NULL CHECK (floor IN (0, 1))
) STRICT;

CREATE INDEX strikes_of_owner ON strikes (owner_id, at);
CREATE INDEX strikes_of_server ON strikes (server_id, at);
CREATE INDEX strikes_of_job ON strikes (job_id);

CREATE TABLE preferences (
    owner_id INTEGER PRIMARY KEY,
    level    TEXT NOT NULL,
    at       REAL NOT NULL
) STRICT;

-- One row a picture that was judged, also one that was not kept. Without its job it is anybody's.
CREATE TABLE judgements (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    server_id      INTEGER REFERENCES servers (id),
    job_id         INTEGER REFERENCES jobs (id) ON DELETE SET NULL,
    number         INTEGER NOT NULL,
    at             REAL NOT NULL,
    level          TEXT NOT NULL,
    age_restricted INTEGER NOT NULL CHECK (age_restricted IN (0, 1)),
    checker        TEXT NOT NULL,
    scores         TEXT NOT NULL,
    verdict        TEXT NOT NULL CHECK (verdict IN ('show', 'spoiler', 'blur', 'hold', 'refuse')),
    would          TEXT NOT NULL CHECK (would IN ('show', 'spoiler', 'blur', 'hold', 'refuse')),
    band           TEXT NOT NULL,
    category       TEXT,
    decision       TEXT
) STRICT;

CREATE INDEX judgements_of_server ON judgements (server_id, at);
CREATE INDEX judgements_of_job ON judgements (job_id, number);

-- What a deleted job took of a quota: deleting a picture does not give another one.
CREATE TABLE spent (
    owner_id  INTEGER NOT NULL,
    server_id INTEGER,
    at        REAL NOT NULL,
    pictures  INTEGER NOT NULL
) STRICT;

CREATE INDEX spent_by_owner ON spent (owner_id, at);
CREATE INDEX spent_in_server ON spent (server_id, at);
