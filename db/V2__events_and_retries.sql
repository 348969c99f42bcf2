-- Retries, the keys by which a repeated request is known, and what keeps the lists of a large table quick.

ALTER TABLE task
    ADD COLUMN next_attempt timestamptz,                -- a task at 102 that waits for its next attempt; else null
    ADD COLUMN failed       smallint;                   -- its status if it ended at 410, 422 or 500; else null
UPDATE task SET failed = status WHERE status IN (410, 422, 500);

-- An index on the status would undo the heap-only updates; this column changes only for the few that end badly.
CREATE INDEX task_failed ON task (failed, id) WHERE failed IS NOT NULL;
-- Never changes.
CREATE INDEX task_application ON task (application, id);

-- Whoever sends the same again is answered with the first task. Goes with its task.
CREATE TABLE task_key (
    key     text PRIMARY KEY,                           -- SHA-256 of an event's source and id, or of an Idempotency-Key
    request text,                                       -- SHA-256 of what must be the same; null: nothing but the key
    task    uuid NOT NULL REFERENCES task ON DELETE CASCADE
);
CREATE INDEX task_key_task ON task_key (task);

-- No task with a greater id has been claimed by this session: an upper bound for those that run or are done.
ALTER TABLE worker_session ADD COLUMN newest uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
UPDATE worker_session SET newest = coalesce((SELECT id FROM task ORDER BY id DESC LIMIT 1), newest);

-- One row. Every task with a smaller id has ended: a lower bound for those that have not.
CREATE TABLE task_horizon (
    id      uuid NOT NULL,
    version bigint NOT NULL                             -- one more at each change, so that a late one is noticed
);
INSERT INTO task_horizon VALUES ('00000000-0000-0000-0000-000000000000', 0);
