-- Tasks of the dispatcher: one row each, from the answer 202 until retention removes it.
CREATE TABLE task (
    id                  uuid PRIMARY KEY,               -- version 7: in the order of creation
    status              smallint NOT NULL DEFAULT 202,  -- 202, 102, 200, 422, 500 or 410
    application         text,                           -- null: an event that no rule matches
    name                text NOT NULL,                  -- dispatch or receive
    event_type          text,
    event_type_version  text,
    source              text,
    event_id            text,
    event_time          text,
    schema_url          text,
    content_type        text,
    event_data          text,                           -- the event as it came
    data                text,                           -- JSON: its data, or the arguments
    result              text,                           -- JSON
    attempts            integer NOT NULL DEFAULT 0,
    worker              text,                           -- name of the last worker that took it
    session             uuid,                           -- that worker's session while the status is 102
    exception_type      text,
    exception_value     text,
    exception_traceback text NOT NULL DEFAULT '',
    request_id          text,
    created             timestamptz NOT NULL DEFAULT now(),
    started             timestamptz,
    finished            timestamptz,
    updated             timestamptz NOT NULL DEFAULT now(),
    deleted             timestamptz
) WITH (fillfactor = 70);  -- room for two updates in the page, and no index but the key: the updates are heap-only (HOT)

-- Transactional outbox: what has to be published, written together with what it says, removed when the broker has it.
-- A row holds a batch of tasks.
CREATE TABLE outbox (
    id    uuid PRIMARY KEY,
    tasks uuid[] NOT NULL,
    due   timestamptz NOT NULL                          -- from then on any relay may take it
);
CREATE INDEX outbox_due ON outbox (due);

-- Workers that live: a task at 102 belongs to its session until the lease has run out.
CREATE TABLE worker_session (
    id     uuid PRIMARY KEY,
    worker text NOT NULL,
    lease  timestamptz NOT NULL
);

CREATE FUNCTION status_line(status smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE status
        WHEN 202 THEN '202 Accepted'
        WHEN 102 THEN '102 Processing'
        WHEN 200 THEN '200 OK'
        WHEN 410 THEN '410 Gone'
        WHEN 422 THEN '422 Unprocessable Entity'
        WHEN 500 THEN '500 Internal Server Error'
    END
$$;

CREATE FUNCTION json_time(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A task as /get answers it.
CREATE VIEW task_document AS
SELECT id, status, application, json_build_object(
    'taskID', id,
    'taskStatus', status_line(status),
    'taskApplicationName', application,
    'taskName', name,
    'eventType', event_type,
    'eventTypeVersion', event_type_version,
    'source', source,
    'eventID', event_id,
    'eventTime', event_time,
    'schemaURL', schema_url,
    'contentType', content_type,
    'eventData', event_data,
    'data', data,
    'result', result::json,
    'attempts', attempts,
    'worker', worker,
    'exceptionType', exception_type,
    'exceptionValue', exception_value,
    'exceptionTraceback', exception_traceback,
    'created', json_time(created),
    'started', json_time(started),
    'finished', json_time(finished),
    'updated', json_time(updated),
    'deleted', json_time(deleted)
)::text AS document
FROM task;
