"""CPU time and memory of process trees on this machine, from /proc.

A rate on a machine that others use as well says little; CPU time for one task moves far less, and `busy` tells how much
the others took meanwhile. As a program, measure.py NAME PID… prints the memory.
"""
import os
import sys

TICKS = os.sysconf('SC_CLK_TCK')


def _processes():
    """pid -> (parent, command, seconds of CPU including children that have ended)"""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open('/proc/%s/stat' % pid) as stat:
                text = stat.read()
        except OSError:
            continue  # it ended while we were looking
        fields = text[text.rindex(')') + 2:].split()
        command = text[text.index('(') + 1:text.rindex(')')]
        found[int(pid)] = (int(fields[1]), command, sum(map(int, fields[11:15])) / TICKS)
    return found


def _tree(roots, found):
    children = {}
    for pid, (parent, _, _) in found.items():
        children.setdefault(parent, []).append(pid)
    counted, todo = set(), list(roots)
    while todo:
        pid = todo.pop()
        if pid in found and pid not in counted:
            counted.add(pid)
            todo += children.get(pid, [])
    return counted


def cpu(roots, servers=False):
    """seconds of CPU that the trees under these pids have used; with servers, RabbitMQ and PostgreSQL as well"""
    found = _processes()
    roots = list(roots)
    if servers:
        roots += [pid for pid, (_, command, _) in found.items() if command in ('beam.smp', 'postgres')]
    return sum(found[pid][2] for pid in _tree(roots, found))


def busy():
    """seconds of CPU that the whole machine has used"""
    with open('/proc/stat') as stat:
        fields = list(map(int, stat.readline().split()[1:9]))
    return (sum(fields) - fields[3] - fields[4]) / TICKS


def memory(roots):
    """MB of the trees under these pids: (resident, the same with pages that several share counted once)"""
    totals = {'Rss:': 0, 'Pss:': 0}
    for pid in _tree(roots, _processes()):
        with open('/proc/%d/smaps_rollup' % pid) as rollup:
            for fields in map(str.split, rollup):
                if fields[0] in totals:
                    totals[fields[0]] += int(fields[1]) / 1024
    return totals['Rss:'], totals['Pss:']


if __name__ == '__main__':
    resident, shared_once = memory(map(int, sys.argv[2:]))
    print('%s.memory %.1f MB' % (sys.argv[1], resident))
    print('%s.memory-shared-once %.1f MB' % (sys.argv[1], shared_once))
