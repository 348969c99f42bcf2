-- Minions: what was asked of the master, and the finished jobs that are still to be posted somewhere.

CREATE TABLE job (
    id          uuid PRIMARY KEY,                        -- version 7: in the order of creation
    kind        text NOT NULL,                           -- time or magic8ball
    question    text,
    due         timestamptz NOT NULL,                    -- when it is to be done
    destination text,                                    -- where it is to be posted when it is finished
    request_id  text,
    minion      text,                                    -- the instance that has it; null: none, or none that lives
    asked       timestamptz,                             -- when that instance was last asked for it
    message     text,
    result      text,                                    -- success or error; null: it is not finished
    finished    timestamptz,
    created     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_held ON job (minion, asked) WHERE finished IS NULL;
CREATE INDEX job_due ON job (due) WHERE finished IS NULL;
CREATE INDEX job_finished ON job (finished) WHERE finished IS NOT NULL;

CREATE TABLE job_callback (
    job      uuid PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    attempts integer NOT NULL DEFAULT 0,
    due      timestamptz NOT NULL DEFAULT now(),         -- of the next attempt; infinity: given up
    failure  text                                        -- of the last one
);
CREATE INDEX job_callback_due ON job_callback (due);
