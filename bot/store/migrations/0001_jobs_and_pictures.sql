-- Numbers, not names: people, servers, channels and messages are stored as Discord's ids.

CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE servers (
    id       INTEGER PRIMARY KEY,
    seen_at  REAL NOT NULL,
    left_at  REAL
) STRICT;

CREATE TABLE jobs (
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
        'accepted', 'queued', 'running', 'painted', 'done', 'refused', 'cancelled', 'failed'
    )),
    reason         TEXT,
    notes          TEXT NOT NULL DEFAULT '[]',
    told           INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    accepted_at    REAL NOT NULL,
    ended_at       REAL
) STRICT;

CREATE INDEX jobs_open ON jobs (id) WHERE told = 0;
CREATE INDEX jobs_of_owner ON jobs (owner_id, id);

CREATE TABLE pictures (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id     INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    seed       INTEGER NOT NULL,
    params     TEXT NOT NULL,
    revision   TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    checker    TEXT NOT NULL,
    scores     TEXT NOT NULL,
    painted_at REAL NOT NULL,
    UNIQUE (job_id, number)
) STRICT;

CREATE INDEX pictures_by_file ON pictures (sha256);
