"""The pair on Flask's own server and on gunicorn, and wrk on any pair."""
import http.client
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

import measure
from peer import Peer

here = os.path.dirname(os.path.abspath(__file__))
UNITS = {'us': 0.001, 'ms': 1, 's': 1000}


class Flask(Peer):
    name = 'flask'

    def __init__(self, role, folder, minion):
        super().__init__(role, folder)
        self.role, self.minion = role, minion

    def command(self):
        return self.variables() + [sys.executable, os.path.join(here, 'flask_%s.py' % self.role)]

    def variables(self):
        ports = {'master': self.port, 'minion': self.port if self.minion is None else self.minion.port}
        return ['env', 'JOBS=' + os.path.join(self.folder, 'jobs.db'), 'MASTER=%d' % ports['master'], 'MINION=%d' % ports['minion']]


class Gunicorn(Flask):
    name = 'gunicorn'

    def command(self):
        return self.variables() + [sys.executable, '-m', 'gunicorn', '-w', '2', '-b', '127.0.0.1:%d' % self.port,
                                     '--chdir', here, 'flask_%s:app' % self.role]


@dataclass
class Figures:
    rate: float
    p50: float
    p99: float
    bad: int
    cpu: float      # µs a request, of both processes
    others: float   # cores that others used meanwhile, the servers among them

    def __str__(self):
        return '%.0f/s, p50 %.1f p99 %.1f ms, %d bad, %.0f µs CPU of the pair, others %.2f cores' % (
            self.rate, self.p50, self.p99, self.bad, self.cpu, self.others)


def wrk(port, path, processes, connections, seconds):
    pids = [process.popen.pid for process in processes]
    cpu, busy, client, began = measure.cpu(pids), measure.busy(), children(), time.time()
    report = subprocess.run(
        ['wrk', '--latency', '--timeout', '10s', '-t1', '-c%d' % connections, '-d%gs' % seconds,
         'http://127.0.0.1:%d%s' % (port, path)], stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 30).stdout
    took, used = time.time() - began, measure.cpu(pids) - cpu
    others = max(0, measure.busy() - busy - used - (children() - client)) / took
    count = int(re.search(r'(\d+) requests in', report)[1])
    bad = sum(map(int, re.findall(r'Non-2xx or 3xx responses: (\d+)', report)))
    for line in re.findall(r'Socket errors: (.*)', report):
        bad += sum(map(int, re.findall(r'\d+', line)))
    return Figures(float(re.search(r'Requests/sec:\s+([\d.]+)', report)[1]), latency(report, 50), latency(report, 99), bad,
                   used / count * 1e6, others)


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def latency(report, percent):
    value, unit = re.search(r'%d%%\s+([\d.]+)(us|ms|s)' % percent, report).groups()
    return float(value) * UNITS[unit]


def job(port, ask, query, until=None):
    """asks, and queries until the status is that; returns the job's UUID and its status"""
    found = get(port, ask)
    deadline = time.time() + 30
    while until and get(port, query + found['uuid'])['status'] not in (until, 'done'):
        if time.time() > deadline:
            raise SystemExit('the job %s is not %s' % (found['uuid'], until))
        time.sleep(0.05)
    status = get(port, query + found['uuid'])['status']
    return found['uuid'], 'finished' if status == 'done' else status


def get(port, path):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    connection.request('GET', path)
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def middle(values):
    values = list(values)
    spread = ' [%.3g to %.3g, %d runs]' % (min(values), max(values), len(values)) if len(values) > 1 else ''
    return '%.3g%s' % (statistics.median(values), spread)
