"""Pages at a fixed rate while things fail, and what became of them."""
import json
import os
import statistics
import subprocess
import threading
import time

here = os.path.dirname(os.path.abspath(__file__))


class Load(threading.Thread):
    """the client; `pages` takes (due, in seconds since 1970; whether it is a page; ratings that are not fresh; ms)"""

    def __init__(self, port, path, per_second):
        super().__init__(name='load', daemon=True)
        self.pages = []
        self.client = subprocess.Popen(
            [os.path.join(here, '../load/client'), 'schedule', str(port), path, str(per_second)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self):
        for line in self.client.stdout:
            due, status, micros, body = line.split(' ', 3)
            well = status == '200'
            stale = sum(not thing['fresh'] for thing in json.loads(body)) if well else 0
            self.pages.append((int(due) / 1000, well, stale, int(micros) / 1000))

    def await_pages(self, count):
        deadline = time.time() + 60
        while len(self.pages) < count:
            if time.time() > deadline:
                raise SystemExit('no pages come')
            time.sleep(0.1)

    def leave(self):
        """until the last answer is there"""
        self.client.stdin.close()
        self.join(20)
        self.client.wait(5)

    def end(self):
        if self.client.poll() is None:
            self.client.kill()
            self.client.wait()


class Drill:
    """One load through all events; each is a phase of its own, and what mends it another one."""

    def __init__(self, who, market, path, ratings, consul, pages_per_second, seconds):
        self.who, self.market, self.ratings, self.consul, self.seconds = who, market, ratings, consul, seconds
        self.load = Load(market.port, path, pages_per_second)
        self.phases = []  # name, begin, breakers opened until then

    def play(self, everything):
        """everything: also what haproxy knows nothing of"""
        self.load.start()
        one, two = self.ratings[:2]
        self.load.await_pages(100)  # the client's own beginning is in no phase
        self.phase('all well')
        self.phase('kill -9 of one', one.kill)
        self.phase('it starts again', self.again(one))
        self.phase('SIGSTOP of one', two.freeze)
        self.phase('it goes on', two.thaw)
        self.phase('SIGSTOP of the market for 5 s', self.stall, self.market.thaw)
        self.phase('it has gone on')
        if everything:
            self.phase('Consul killed', self.consul.kill)
            self.phase('Consul is back', self.again(self.consul))
            self.phase('all register again', self.await_registered)
            self.phase('SIGSTOP of Consul', self.consul.freeze)
            self.phase('Consul goes on', self.consul.thaw)
            self.phase('kill -9 of all', *[process.kill for process in self.ratings])
            self.phase('all start again', *[self.again(process) for process in self.ratings])
            self.phase('all well again')
            self.phase('SIGSTOP of all', *[process.freeze for process in self.ratings])
            self.phase('all go on', *[process.thaw for process in self.ratings])
            self.phase('all well at the end')
        self.phases.append(('', time.time(), self.market.opened()))
        self.load.leave()

    def phase(self, name, *events):
        # A page that was due the moment before meets the event too.
        self.phases.append((name, time.time() - 0.05, self.market.opened()))
        for event in events:
            event()
        time.sleep(self.seconds)

    def stall(self):
        self.market.freeze()
        time.sleep(5)

    def again(self, process):
        def start():
            process.start()
            process.await_ready()
        return start

    def await_registered(self):
        deadline, ports = time.time() + 60, {process.port for process in self.ratings}
        while self.consul.passing('ratings') != ports:
            if time.time() > deadline:
                raise SystemExit('not all have registered again')
            time.sleep(0.2)

    def print(self):
        for (name, begin, opened), (_, end, later) in zip(self.phases, self.phases[1:]):
            self._line(name, later - opened, [page for page in self.load.pages if begin <= page[0] < end])
        begin, end = self.phases[0][1], self.phases[-1][1]
        self._line('in all', self.phases[-1][2] - self.phases[0][2], [page for page in self.load.pages if begin <= page[0] < end])

    def _line(self, name, opened, pages):
        times = sorted(page[3] for page in pages)
        print('%s · %s: %d pages, %d failed, %d ratings not fresh · p50 %.1f p99 %.1f slowest %.0f ms'
              ' · over 400 ms %d, over 1.5 s %d%s' % (
                  self.who, name, len(pages), sum(not page[1] for page in pages), sum(page[2] for page in pages),
                  statistics.median(times), times[int(len(times) * 0.99)], times[-1],
                  sum(time > 400 for time in times), sum(time > 1500 for time in times),
                  ' · breakers opened %d' % opened if opened else ''), flush=True)
