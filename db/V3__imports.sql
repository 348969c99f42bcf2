-- Imports: what the consumer saves, and the two accounts of it, its own and the publisher's. Neither reads the other's tables.

CREATE TABLE employees (
    id   bigserial PRIMARY KEY,
    name varchar(127) NOT NULL,
    mail varchar(127) NOT NULL UNIQUE
);

-- A session of the consumer: one queue, named by its id.
CREATE TABLE import_session (
    id         uuid PRIMARY KEY,
    state      text NOT NULL DEFAULT 'created',          -- created, listening, completed or not-completed
    mode       text,                                     -- live or batch, once it listens
    timeout    integer,                                  -- seconds for which the queue may be empty
    removal    text,                                     -- the state that it is to end in, if it was told to end
    listened   timestamptz,                              -- when somebody last said that he listens
    received   bigint NOT NULL DEFAULT 0,
    saved      bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    rejected   bigint NOT NULL DEFAULT 0,
    done       int8multirange NOT NULL DEFAULT '{}',     -- numbers of the rows that were received: one range, in the end
    created    timestamptz NOT NULL DEFAULT now(),
    ended      timestamptz
) WITH (fillfactor = 50);  -- the counts change with each batch: heap-only (HOT)
CREATE INDEX import_session_open ON import_session (id) WHERE ended IS NULL;

-- Which rows of the table a session saved: ranges of their ids, which are dense, so that undoing takes back these and no others.
CREATE TABLE import_batch (
    session uuid NOT NULL REFERENCES import_session ON DELETE CASCADE,
    id      bigint GENERATED ALWAYS AS IDENTITY,
    saved   int8multirange NOT NULL,
    PRIMARY KEY (session, id)
);

-- Messages that are none, and why.
CREATE TABLE import_refusal (
    session uuid NOT NULL REFERENCES import_session ON DELETE CASCADE,
    id      bigint GENERATED ALWAYS AS IDENTITY,
    message bytea NOT NULL,                              -- its beginning, up to 64 KiB
    reason  text NOT NULL,
    PRIMARY KEY (session, id)
);

-- An import of the publisher. Its id is that of its first session.
CREATE TABLE import (
    id         uuid PRIMARY KEY,
    state      text NOT NULL DEFAULT 'running',          -- running, completed, not-completed, stopped or undone
    file       text NOT NULL,
    mode       text NOT NULL,
    timeout    integer NOT NULL,
    charset    text NOT NULL,
    dry_run    boolean NOT NULL,
    bytes      bigint NOT NULL,
    bytes_read bigint NOT NULL DEFAULT 0,
    sent       bigint NOT NULL DEFAULT 0,
    valid      bigint NOT NULL DEFAULT 0,                -- rows that are sent, or would be if this were no dry run
    rejected   bigint NOT NULL DEFAULT 0,
    reject_bytes bigint NOT NULL DEFAULT 0,              -- of rejected.csv, when the rest was counted
    message    text,
    created    timestamptz NOT NULL DEFAULT now(),
    started    timestamptz NOT NULL DEFAULT now(),       -- when it was begun or resumed
    ended      timestamptz
) WITH (fillfactor = 50);
CREATE INDEX import_created ON import (created, id);

-- What the consumer said of each of its sessions; null: it does not say. The account of an import is their sum.
CREATE TABLE import_part (
    import     uuid NOT NULL REFERENCES import ON DELETE CASCADE,
    session    uuid NOT NULL,
    number     integer NOT NULL,
    received   bigint,
    saved      bigint,
    duplicates bigint,
    rejected   bigint,
    db_count   bigint,
    ended      boolean NOT NULL DEFAULT false,
    undone     bigint,                                   -- how many of its rows were taken back; null: it was not asked to
    PRIMARY KEY (import, session)
) WITH (fillfactor = 50);

CREATE VIEW import_account AS
SELECT import.id, import.state, import.created, import.file, import.mode, import.dry_run, import.bytes, import.bytes_read,
    CASE WHEN bytes_read >= bytes THEN 100 ELSE bytes_read * 100 / greatest(bytes, 1) END AS percent,
    import.sent, import.valid, part.received, part.saved, part.duplicates, import.rejected + coalesce(part.refused, 0) AS rejected,
    ((import.valid + import.rejected)
        / greatest(extract(epoch FROM coalesce(import.ended, now()) - import.started), 0.001))::bigint AS rows_per_second,
    import.message, import.reject_bytes, import.timeout, import.charset,
    part.refused, part.db_count, part.undone
FROM import LEFT JOIN LATERAL (
    SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(received)::bigint END AS received,
        CASE WHEN count(*) = 0 THEN 0 ELSE sum(saved)::bigint END AS saved,
        CASE WHEN count(*) = 0 THEN 0 ELSE sum(duplicates)::bigint END AS duplicates,
        sum(rejected)::bigint AS refused, sum(undone)::bigint AS undone, (array_agg(db_count ORDER BY number DESC))[1] AS db_count
    FROM import_part WHERE import_part.import = import.id
) AS part ON true;
