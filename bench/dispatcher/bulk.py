"""bulk.py SIDE PORT CONNECTIONS TASKS PID…: many tasks over HTTP at once; prints lines `SIDE.figure value unit`.

SIDE is caravan or celery, the PIDs are its processes. Other tasks go before, discarded: half as many, but WARM_UP for
Caravan, which is compiled while it runs. The clock runs from the first request until the last finished status stands in
PostgreSQL.
"""
import os
import subprocess
import sys
import time

import psycopg2

bench = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(os.path.join(bench, 'tools'))
import measure  # noqa: E402

TABLES = {'caravan': ('task', 'status = 200'), 'celery': ('celery_taskmeta', "status = 'SUCCESS'")}
SECONDS = 300  # then it gives up

side, port, connections, tasks = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
pids = list(map(int, sys.argv[5:]))
warm_up = int(os.environ['WARM_UP']) if side == 'caravan' else tasks // 2
database = psycopg2.connect('')
database.autocommit = True
rows = database.cursor()


def newest():
    """the key of the last task that there is; on both sides keys ascend"""
    rows.execute('select id from %s order by id desc limit 1' % TABLES[side][0])
    found = rows.fetchone()
    return found and found[0]


def finished(since):
    """how many have finished of those that came after this key"""
    table, done = TABLES[side]
    rows.execute('select count(*) from %s where %s and (%%s is null or id > %%s)' % (table, done), (since, since))
    return rows.fetchone()[0]


def wait_for(wanted, since, client):
    """Until as many as wanted() have finished of those that came after this key. Asking takes a twentieth of a core at most."""
    deadline = time.time() + SECONDS
    while True:
        asked = time.time()
        found, answered = finished(since), time.time()
        if found >= wanted():
            return answered
        if answered > deadline or client.poll():
            raise SystemExit('%s: %d tasks finished, not %d' % (side, found, wanted()))
        time.sleep(max(0.02, 19 * (answered - asked)))


def used():
    """seconds of CPU: of this side with the servers, of our client, of the whole machine"""
    return measure.cpu(pids, servers=True), measure.cpu([os.getpid()]), measure.busy()


client = subprocess.Popen(
    [os.path.join(bench, 'load/client'), 'bulk', side, port, '/dispatch/add/2/2', connections, str(warm_up), str(tasks)],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
try:
    refused = int((client.stdout.readline().split() or ['', 0])[1])
    wait_for(lambda: warm_up - refused, None, client)
    time.sleep(1)

    before, cpu_before, started = newest(), used(), time.time()
    client.stdin.write('\n')
    client.stdin.flush()
    reported = []

    def wanted():
        """all of them, less those that were refused, which is known once the client has ended"""
        if not reported and client.poll() == 0:
            reported.extend(client.stdout.read().splitlines())
        bad = [float(line.split()[1]) for line in reported if line.startswith(side + '.bad ')]
        return tasks - int(bad[0] if bad else 0)

    ended = wait_for(wanted, before, client)
    ours, clients, machine = (after - start for after, start in zip(used(), cpu_before))
    span = time.time() - started
    client.wait(10)
    done = wanted()
finally:
    client.kill()

print('%s.end-to-end %.1f tasks/s' % (side, done / (ended - started)))
print('\n'.join(reported))
print('%s.cpu %.4f ms/task' % (side, ours * 1000 / max(1, done)))
print('%s.client %.4f ms/task' % (side, clients * 1000 / max(1, done)))
print('%s.others %.2f cores' % (side, max(0, machine - ours - clients) / span))
