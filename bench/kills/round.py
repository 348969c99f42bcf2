"""One round: load, events in it, waiting for the end, and what has to be true then."""
import time


from events import Timetable
from ledger import argument
from load import BY_NAME, Load
from programs import Http
from watcher import Watcher

PATIENCE = 90  # seconds from the last restart and the last request until everything has ended


class Round:

    def __init__(self, number, drill):
        self.number, self.drill, self.random = number, drill, drill.random
        self.violations = []
        self.began = time.time()
        self.load = self.watcher = None
        self.rows = []

    def violation(self, text):
        self.violations.append(text)
        self.drill.note('VIOLATION in round %d: %s' % (self.number, text))

    # What happens.

    def run(self):
        drill, timetable = self.drill, Timetable()
        self.events = drill.events.plan(timetable, self.began + self.random.uniform(1, 4), 6)
        # 10 to 200 a second; less in a long round, or its end would be a matter of how fast the machine is.
        self.rate = min(10 * 20 ** self.random.random(), 3000 / (timetable.last() - self.began))
        drill.note('round %d: %.0f requests a second, %s' % (self.number, self.rate, '; '.join(self.events)))
        self.load = Load(drill.dispatchers, self.rate, drill.numbers, self.random.random())
        self.watcher = Watcher(self.load, drill.dispatchers)
        self.watcher.start()
        while not timetable.empty():
            timetable.now()
            time.sleep(0.01)
        time.sleep(self.random.uniform(0, 4))
        self._await_ready()
        self.load.leave()
        self._await_end()
        self.watcher.leave(20)
        self._check()

    def _await_ready(self):
        deadline = time.time() + 180
        while not all(process.ready for process in self.drill.processes):
            if time.time() > deadline:
                raise SystemExit('not ready after three minutes: %s' % ', '.join(
                    process.name for process in self.drill.processes if not process.ready))
            time.sleep(0.1)

    def _await_end(self):
        drill = self.drill
        deadline = time.time() + PATIENCE
        while (living := drill.ledger.living(drill.given_up)) != []:
            if time.time() > deadline:
                for task in living[:10]:
                    self.violation('%s has not ended after %d s: %s' % (task, PATIENCE, drill.ledger.history(task)))
                if len(living) > 10:
                    self.violation('nor have %d more' % (len(living) - 10))
                drill.given_up.update(living)
                break
            time.sleep(0.3)
        time.sleep(1)  # for what comes late, and must not change anything

    # What has to be true.

    def _check(self):
        self.rows = self.drill.ledger.tasks(self.began - 1)
        self.rows = [row for row in self.rows if row.id not in self.drill.marks]
        self._check_answers()
        self._check_rows()
        self._check_runs()
        wrong, taken = self.drill.ledger.changes()
        self.taken_up = self._slowest(taken)
        for text in wrong + self.watcher.violations:
            self.violation(text)
        self._check_processes()

    def _check_answers(self):
        stored = {row.id: row for row in self.rows}
        https = [Http(dispatcher) for dispatcher in self.drill.dispatchers]
        for count, answer in enumerate(self.load.answers):
            if answer.status != 202:
                self._check_refusal(answer)
                continue
            _, wanted, result = BY_NAME[answer.kind](answer.number)
            try:
                status, document = https[count % len(https)].json('/get/' + answer.body)
            except OSError as e:
                status, document = repr(e), None
            if document is None or answer.body not in stored:
                self.violation('%s was answered, and /get says %s, the table %s' % (
                    answer.body, status, 'has it' if answer.body in stored else 'has it not'))
            elif answer.body in self.drill.given_up:
                continue
            elif document['taskStatus'] != wanted or document['result'] != result:
                self.violation('%s should be %s with %s: %s' % (answer.body, wanted, result, document))
        for http in https:
            http.close()

    def _check_refusal(self, answer):
        """no 202 only while the dispatcher or the database was away"""
        dispatcher, database = answer.dispatcher, self.drill.postgres
        excused = not (dispatcher.up_between(answer.sent, answer.ended)
                       and database.up_between(answer.sent, answer.ended, settling=5))
        if not excused or answer.status not in (0, 503):
            self.violation('%s was answered %s %s after %.1f s by %s at %s, which was up' % (
                answer.kind, answer.status, answer.body[:200], answer.took, dispatcher.name,
                time.strftime('%H:%M:%S', time.localtime(answer.sent))))
        if answer.status == 503 and not answer.retry_after:
            self.violation('a 503 without Retry-After: %s' % answer.body[:200])

    def _check_rows(self):
        """what was stored and not answered has to end as well, and no request makes two tasks"""
        seen = {}
        for row in self.rows:
            self.drill.marks[row.id] = row.mark
            number = argument(row)
            if number is not None and seen.setdefault(number, row.id) != row.id:
                self.violation('request %d is two tasks: %s and %s' % (number, seen[number], row.id))

    def _check_runs(self):
        drill = self.drill
        drill.journal.read()
        for row in self.rows:
            if row.application != 'journal':
                continue
            runs = drill.journal.runs.get(argument(row), [])
            if row.status == 200 and not any(run.ended for run in runs):
                self.violation('%s is at 200, and never ran to its end: %s' % (row.id, runs))
            if len(runs) > row.attempts:
                self.violation('%s ran %d times in %d attempts' % (row.id, len(runs), row.attempts))
        self.excuses = []
        for number in drill.journal.touched:
            excuses, violations = drill.excuses.judge(number, drill.journal.runs[number])
            self.excuses += excuses
            for text in violations:
                self.violation(text)
        for text in drill.journal.broken:
            self.violation(text)
        drill.journal.broken.clear()
        drill.journal.touched.clear()

    def _slowest(self, taken):
        """seconds from a worker's death until another one, who was there, took its last task up; 0 if that cannot be said"""
        drill = self.drill
        if any(until > self.began for server in drill.servers for _, until in server.outages()):
            return 0
        dead = {worker.name: [life.ended for life in worker.lives if life.killed] for worker in drill.workers}
        times = [(max(ended for ended in dead[worker] if ended < at), float(at))
                 for _, worker, at in taken if any(self.began < ended < at for ended in dead[worker])]
        return max([at - ended for ended, at in times
                    if any(worker.up_between(ended, at) for worker in drill.workers)], default=0)

    def _check_processes(self):
        deaths, self.drill.supervisor.deaths = self.drill.supervisor.deaths, []
        for process, life, served in deaths:
            if life.ready is not None:
                self.violation('%s, process %d, ended by itself' % (process.name, life.pid))
            elif served:
                self.violation('%s, process %d, did not start, though the servers answered' % (process.name, life.pid))
        self._roll_call()

    def _roll_call(self):
        """each dispatcher's task comes to its end before a relay would find it, and each worker takes some"""
        drill, journal = self.drill, self.drill.journal
        missing = set(drill.dispatchers) | set(drill.workers)
        deadline = time.time() + 60
        while missing and time.time() < deadline:
            for dispatcher in drill.dispatchers:
                if drill.one_task(dispatcher, within=5):
                    missing.discard(dispatcher)
            journal.read()
            pids = {run.pid for runs in list(journal.runs.values())[-40:] for run in runs}
            missing -= {worker for worker in drill.workers if worker.life.pid in pids}
        for process in missing:
            self.violation('%s does nothing any more' % process.name)
