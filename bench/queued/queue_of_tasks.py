"""The tasks as they stand in PostgreSQL: how many wait, and how they get there without HTTP."""
import time

import psycopg2

# As the dispatcher writes them, 500 an outbox row, which its relay publishes at once.
FILL = '''
    WITH fresh AS (
        SELECT number, (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
            || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid AS id
        FROM generate_series(1, %s) AS number
    ), accepted AS (
        INSERT INTO task (id, application, name, data) SELECT id, 'add', 'dispatch', '["2","2"]' FROM fresh
    )
    INSERT INTO outbox (id, tasks, due) SELECT gen_random_uuid(), array_agg(id), now() FROM fresh GROUP BY (number - 1) / 500
'''
AT_ONCE = 10000
PATIENCE = 300  # seconds without any progress


class QueueOfTasks:

    def __init__(self, schema):
        self.connection = psycopg2.connect('', options='-c search_path=' + schema)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()

    def fill(self, count):
        while count > 0:
            self.cursor.execute(FILL, (min(AT_ONCE, count),))
            count -= AT_ONCE

    def await_published(self):
        """until nothing is left in the outbox; returns the seconds that took"""
        began, seen, moved = time.time(), None, time.time()
        while (left := self._one('SELECT count(*) FROM outbox')) > 0:
            if left != seen:
                seen, moved = left, time.time()
            elif time.time() > moved + PATIENCE:
                raise SystemExit('%d rows stay in the outbox' % left)
            time.sleep(0.1)
        return time.time() - began

    def ended(self):
        return self._one('SELECT count(*) FROM task WHERE status NOT IN (202, 102)')

    def left(self):
        return self._one('SELECT count(*) FROM task WHERE status IN (202, 102)')

    def await_ended(self, wanted, processes):
        """asking takes at most a twentieth of a core, however long the table"""
        seen, moved = -1, time.time()
        while True:
            asked = time.time()
            ended, answered = self.ended(), time.time()
            if ended >= wanted:
                return
            if ended > seen:
                seen, moved = ended, answered
            elif answered > moved + PATIENCE or any(process.popen.poll() is not None for process in processes):
                raise SystemExit('%d tasks have ended, not %d, and no more do' % (ended, wanted))
            time.sleep(max(0.02, 19 * (answered - asked)))

    def some(self, count):
        """ids of some of the oldest and of the newest tasks"""
        self.cursor.execute('(SELECT id::text FROM task ORDER BY id LIMIT %s) UNION ALL'
                            ' (SELECT id::text FROM task ORDER BY id DESC LIMIT %s)', (count, count))
        return [id for id, in self.cursor.fetchall()]

    def _one(self, sql):
        self.cursor.execute(sql)
        return self.cursor.fetchone()[0]
