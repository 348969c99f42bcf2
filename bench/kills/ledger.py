"""What PostgreSQL says about the tasks, and a trigger by which it remembers every change of theirs.

The trigger writes in the transaction of the change itself, so a change is remembered if and only if it happened. It lives
beside the program's tables, in a schema of its own; the program does not know of it.
"""
import hashlib
import json
from collections import namedtuple

import psycopg2

Row = namedtuple('Row', 'id status result attempts application data worker mark')

TRIGGER = '''
    CREATE SCHEMA drill;
    CREATE TABLE drill.change (
        seq bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), task uuid NOT NULL,
        before smallint, after smallint, attempts_before integer, attempts_after integer, worker_before text, worker_after text,
        held_before boolean);
    CREATE INDEX ON drill.change (task);
    CREATE FUNCTION drill.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO drill.change
            (task, before, after, attempts_before, attempts_after, worker_before, worker_after, held_before)
        VALUES (coalesce(NEW.id, OLD.id), OLD.status, NEW.status, OLD.attempts, NEW.attempts, OLD.worker, NEW.worker,
            OLD.session IS NOT NULL);
        RETURN NULL;
    END $$;
    CREATE TRIGGER drill AFTER INSERT OR UPDATE OR DELETE ON task FOR EACH ROW EXECUTE FUNCTION drill.note();
'''

LIVING = 'status IN (202, 102)'

# Ends are 200 and above but for 202; anything that happens to an ended task is one thing too many.
WRONG = '''
    SELECT task, CASE WHEN after IS NULL THEN 'was deleted'
                      WHEN before = 102 THEN 'went back' ELSE 'changed after its end' END, before, after, at
    FROM drill.change
    WHERE seq > %s AND seq <= %s AND before IS NOT NULL
      AND (after IS NULL OR before NOT IN (202, 102) OR before = 102 AND after = 202)
    ORDER BY seq LIMIT 20
'''

# Tasks that one worker held and another one took: from whom, and when. (A task that waits for its next attempt is not held.)
TAKEN_UP = '''
    SELECT task, worker_before, extract(epoch FROM at) FROM drill.change
    WHERE seq > %s AND seq <= %s AND held_before AND before = 102 AND after = 102 AND attempts_after > attempts_before
      AND worker_before <> worker_after
'''


class Ledger:
    """Connects when it is asked and is used only while PostgreSQL should be there."""

    def __init__(self, postgres):
        self.postgres = postgres
        self.checked = 0  # changes up to this one

    def remember(self):
        """from now on; the program's tables have to be there, and no task yet"""
        self._rows(TRIGGER)

    def living(self, without):
        """ids of the tasks that have not ended, but for those; None if PostgreSQL does not answer"""
        try:
            return [id for id, in self._rows('SELECT id::text FROM task WHERE ' + LIVING) if id not in without]
        except psycopg2.OperationalError:
            return None

    def outbox(self):
        return self._rows('SELECT count(*) FROM outbox')[0][0]

    def tasks(self, since):
        """rows of the tasks that were stored since then (seconds since 1970); `mark` changes with anything in the row"""
        return [Row(*row[:-1], hashlib.md5(row[-1].encode()).digest()) for row in self._rows(
            'SELECT id::text, status, result, attempts, application, data, worker, task::text FROM task'
            ' WHERE created >= to_timestamp(%s) ORDER BY id', since)]

    def changes(self):
        """(violations, [(task, worker before, time)] of what was taken over) since the last time"""
        last = self._rows('SELECT coalesce(max(seq), 0) FROM drill.change')[0][0]
        wrong = ['%s %s: %s to %s at %s' % row for row in self._rows(WRONG, self.checked, last)]
        taken = self._rows(TAKEN_UP, self.checked, last)
        self.checked = last
        return wrong, taken

    def history(self, task):
        """what happened to one task, for a report"""
        return '; '.join('%s %s→%s attempt %s %s' % row for row in self._rows(
            "SELECT to_char(at, 'HH24:MI:SS.MS'), before, after, attempts_after, worker_after FROM drill.change"
            ' WHERE task = %s ORDER BY seq', task))

    def _rows(self, sql, *values):
        connection = self.postgres.connect()
        try:
            cursor = connection.cursor()
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


def argument(row):
    """the number by which the request of an add or a journal task can be told; None for others"""
    arguments = json.loads(row.data)
    if row.application == 'journal':
        return int(arguments[0])
    if row.application == 'add' and len(arguments) == 2:
        return int(arguments[1] if arguments[0] == '1' else arguments[0])
    return None
