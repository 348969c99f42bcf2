"""As many pages as go: wrk on the market's page and on its peers', one after the other."""
import re
import resource
import statistics
import subprocess
import time
from dataclasses import dataclass

import measure

UNITS = {'us': 0.001, 'ms': 1, 's': 1000}


@dataclass
class Figures:
    rate: float     # pages/s
    p50: float      # ms
    p99: float
    bad: int        # answers but 2xx, broken connections
    cpu: list       # µs a page, of each process
    others: float   # cores that others used meanwhile


def load(port, path, connections, seconds):
    """returns wrk's report"""
    return subprocess.run(
        ['wrk', '--latency', '--timeout', '10s', '-t1', '-c%d' % connections, '-d%gs' % seconds,
         'http://127.0.0.1:%d%s' % (port, path)], stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 30).stdout


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def pages(market, path, processes, connections, seconds):
    """processes: whose CPU is told apart; all others that take part come last, together"""
    groups = [[process.popen.pid for process in group] for group in processes]
    before, busy, client, began = [measure.cpu(pids) for pids in groups], measure.busy(), children(), time.time()
    report = load(market.port, path, connections, seconds)
    took = time.time() - began
    used = [measure.cpu(pids) - start for pids, start in zip(groups, before)]
    others = max(0, measure.busy() - busy - sum(used) - (children() - client)) / took
    count = int(re.search(r'(\d+) requests in', report)[1])
    bad = sum(map(int, re.findall(r'Non-2xx or 3xx responses: (\d+)', report)))
    for line in re.findall(r'Socket errors: (.*)', report):
        bad += sum(map(int, re.findall(r'\d+', line)))
    return Figures(float(re.search(r'Requests/sec:\s+([\d.]+)', report)[1]), latency(report, 50), latency(report, 99), bad,
                   [cpu / count * 1e6 for cpu in used], others)


def latency(report, percent):
    value, unit = re.search(r'%d%%\s+([\d.]+)(us|ms|s)' % percent, report).groups()
    return float(value) * UNITS[unit]


def shown(figures):
    return ('%5.0f pages/s · p50 %.1f p99 %.1f ms · %d bad · µs CPU a page: market %.0f, haproxy %.0f, nginx %.0f'
            ' · others %.2f cores') % (
        figures.rate, figures.p50, figures.p99, figures.bad, *figures.cpu, figures.others)


def middle(values):
    values = list(values)
    spread = ' [%.3g to %.3g, %d runs]' % (min(values), max(values), len(values)) if len(values) > 1 else ''
    return '%.3g%s' % (statistics.median(values), spread)
