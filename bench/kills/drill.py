"""The processes of the drill, its rounds, and what it says about them."""
import itertools
import os
import random
import subprocess
import time

from events import Events
from journal import Excuses, Journal
from ledger import Ledger
from programs import Http, Program
from round import Round
from servers import PortMapper, Postgres, Rabbit
from supervisor import Supervisor


def compile_journal(jar, folder):
    """compiles the application; returns the class path of program and application"""
    classes = os.path.join(folder, 'classes')
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'JournalRoute.java')
    subprocess.run(['javac', '-proc:none', '-cp', jar, '-d', classes, source], check=True)  # the jar names its libraries
    return jar + os.pathsep + classes


class Drill:

    def __init__(self, folder, jar, seed, options, lease, heartbeat):
        self.random = random.Random(seed)
        self.log = open(os.path.join(folder, 'drill.log'), 'a', buffering=1)
        self.numbers = itertools.count(1)
        self.marks = {}  # id of every task that has ended: what its row was like then
        self.given_up = set()  # tasks that have not ended in time, and were reported
        self.violations = []
        self.slowest_503 = 0

        self.mapper = PortMapper(folder, self.note)
        self.rabbit, self.postgres = Rabbit(folder, self.mapper, self.note), Postgres(folder, self.note)
        path = compile_journal(jar, folder)
        settings = ['caravan.broker.url=' + self.rabbit.url, 'caravan.database.url=' + self.postgres.url,
                    'caravan.database.user=' + Postgres.USER, 'caravan.worker.lease=%ds' % lease,
                    'caravan.worker.heartbeat=%ds' % heartbeat]
        self.journal = Journal(os.path.join(folder, 'journal.txt'))
        options = options + ['-Djournal.file=' + self.journal.path]
        self.dispatchers = [Program('dispatcher', i, path, settings, options, folder, self.note) for i in (1, 2)]
        self.workers = [Program('worker', i, path, settings, options, folder, self.note) for i in (1, 2)]
        self.servers = [self.mapper, self.rabbit, self.postgres]
        self.programs = self.dispatchers + self.workers
        self.processes = self.servers + self.programs
        self.supervisor = Supervisor(self.servers, self.programs)
        self.events = Events(self.random, self.rabbit, self.postgres, self.dispatchers, self.workers, lease)
        self.excuses = Excuses(self.workers, self.postgres, lease, heartbeat)
        self.ledger = Ledger(self.postgres)

    def note(self, text):
        self.log.write('%s.%03d %s\n' % (time.strftime('%H:%M:%S'), time.time() % 1 * 1000, text))

    def start(self):
        self.postgres.create()
        self.rabbit.create()
        self.supervisor.start()
        for group in self.servers, self.programs:
            for process in group:
                process.start()
            self._await(group)
        self.ledger.remember()

    def _await(self, processes):
        deadline = time.time() + 120
        while not all(process.ready for process in processes):
            if time.time() > deadline:
                raise SystemExit('not ready: ' + ', '.join(process.name for process in processes if not process.ready))
            time.sleep(0.1)

    def one_task(self, dispatcher, within):
        """whether a task that is given to this dispatcher ends in so many seconds"""
        http, deadline = Http(dispatcher), time.time() + within
        status, _, task = http.get('/dispatch/journal/%d' % next(self.numbers))
        while status == 202 and time.time() < deadline:
            if http.json('/status/' + task)[1] == '200 OK':
                return True
            time.sleep(0.02)
        return False

    def play(self, number):
        """one round; returns what is to be printed"""
        round_ = Round(number, self)
        round_.run()
        self.violations += ['round %d: %s' % (number, text) for text in round_.violations]
        return self._line(round_)

    def _line(self, round_):
        answers = round_.load.answers
        refused = [answer for answer in answers if answer.status == 503]
        slowest = max([answer.took for answer in refused if not answer.dispatcher.frozen_between(answer.sent, answer.ended)],
                      default=0)
        self.slowest_503 = max(self.slowest_503, slowest)
        parts = ['round %d, %d s: %s' % (round_.number, time.time() - round_.began, '; '.join(round_.events)),
                 '%d answered at %.0f/s' % (sum(answer.status == 202 for answer in answers), round_.rate)]
        if refused:
            parts.append('%d times 503 in up to %.1f s' % (len(refused), slowest))
        unanswered = sum(answer.status == 0 for answer in answers)
        if unanswered:
            parts.append('%d not answered' % unanswered)
        parts.append('%d tasks in %d attempts' % (len(round_.rows), sum(row.attempts for row in round_.rows)))
        if round_.excuses:
            parts.append('ran again: ' + ', '.join('%d %s' % (round_.excuses.count(excuse), excuse)
                                                   for excuse in sorted(set(round_.excuses))))
        if round_.taken_up:
            parts.append('taken up within %.1f s' % round_.taken_up)
        parts.append('MB ' + ' '.join('%.0f' % process.resident() for process in self.programs))
        parts.append('%d VIOLATIONS' % len(round_.violations) if round_.violations else 'all well')
        return ' · '.join(parts)

    def check_all(self):
        """nothing of earlier rounds has changed since they were over, and nothing is left in the outbox"""
        rows = {row.id: row for row in self.ledger.tasks(0)}
        for task, mark in self.marks.items():
            if task not in rows:
                self.violations.append('at the end: %s is gone' % task)
            elif rows[task].mark != mark and task not in self.given_up:
                self.violations.append('at the end: %s is not as it was at the end of its round: %s' % (
                    task, self.ledger.history(task)))
        self.ledger.checked = 0
        self.violations += ['at the end: ' + text for text in self.ledger.changes()[0]
                            if not any(text in known for known in self.violations)]
        deadline = time.time() + 60
        while self.ledger.outbox() and time.time() < deadline:
            time.sleep(0.5)
        if self.ledger.outbox():
            self.violations.append('at the end: %d rows are left in the outbox' % self.ledger.outbox())
        return len(rows)

    def end(self):
        self.supervisor.closed = True
        if self.supervisor.is_alive():
            self.supervisor.join()
        for process in reversed(self.processes):
            process.end()
        self.log.close()
