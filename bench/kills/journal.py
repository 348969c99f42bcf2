"""How often each task's application ran, by the file that the application `journal` writes."""
import os
from dataclasses import dataclass
from typing import Optional


@dataclass
class Run:
    """one run of a task's application; times in seconds since 1970"""
    pid: int
    attempt: int
    began: float
    ended: Optional[float] = None
    failed: bool = False  # as it was asked to


class Journal:

    def __init__(self, path):
        self.path, self.offset, self.rest = path, 0, ''
        self.runs = {}  # number of the request: its runs in the order of their beginnings
        self.touched = set()  # those of them that have something new
        self.broken = []  # lines that cannot be

    def read(self):
        """takes in what has been written since the last time"""
        if not os.path.exists(self.path):
            return
        with open(self.path) as file:
            file.seek(self.offset)
            text = self.rest + file.read()
            self.offset = file.tell()
        *lines, self.rest = text.split('\n')
        for line in lines:
            self._take(*line.split())

    def _take(self, what, number, pid, attempt, millis):
        runs, at = self.runs.setdefault(int(number), []), int(millis) / 1000
        if what == 'begins':
            runs.append(Run(int(pid), int(attempt), at))
        else:
            begun = [run for run in runs if run.ended is None and (run.pid, run.attempt) == (int(pid), int(attempt))]
            if begun:
                begun[0].ended, begun[0].failed = at, what == 'fails'
            else:
                self.broken.append('request %s: a run of process %s ended that never began' % (number, pid))
        self.touched.add(int(number))


class Excuses:
    """What can explain that an application ran once more.

    Of two runs of a task that follow each other, one of these must hold, or the second one is a violation:
    - the first one failed, as it was asked to, and the second one is the next attempt;
    - the worker of the first one was killed before the second one began, in its run or at most `slack` seconds after it;
    - one of the two workers was frozen for a part of the time from the first one's beginning to the second one's;
    - PostgreSQL was away in that time, beginning at most `slack` seconds after the first run, for so long that the lease
      can have run out: neither worker could store an outcome or renew.
    A broker that is away excuses nothing: its messages come again, but leases are renewed in the database. Nor does it that
    another worker or a dispatcher was killed, or that the worker was told to stop.
    """

    def __init__(self, workers, database, lease, heartbeat, slack=5):
        self.workers, self.database, self.slack = workers, database, slack
        # Renewed at most one heartbeat before it went, and one heartbeat after it came; the pool needs two seconds.
        self.lease = lease
        self.harmless = lease - 2 * heartbeat - 2

    def life(self, pid):
        return next((life for worker in self.workers for life in worker.lives if life.pid == pid), None)

    def excuse(self, first, second):
        """a word for it, or None"""
        life, later = self.life(first.pid), self.life(second.pid)
        last = (first.ended or second.began) + self.slack
        if life is None or later is None:
            return None
        if life.killed and life.ended - 1 <= min(last, second.began) and life.ended >= first.began - 1:
            return 'killed'
        if any(one.stopped_between(first.began - self.lease, second.began) for one in (life, later)):
            return 'frozen'
        if any(until - since > self.harmless and since <= last and until >= first.began - self.lease
               and since <= second.began for since, until in self.database.outages()):
            return 'no database'
        return None

    def judge(self, number, runs):
        """returns (excuses, violations)"""
        excuses, violations = [], []
        attempts = [run.attempt for run in runs]
        if len(attempts) > len(set(attempts)):
            violations.append('request %d: one attempt ran twice: %s' % (number, runs))
        for first, second in zip(runs, runs[1:]):
            if first.failed and second.attempt == first.attempt + 1:
                continue
            excuse = self.excuse(first, second)
            if excuse:
                excuses.append(excuse)
            else:
                violations.append('request %d ran again without need: %s' % (number, runs))
        return excuses, violations
