"""Processes that are started, killed and started again, and what is remembered of their lives."""
import os
import random
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import Optional


def free_port(taken=set()):
    """below those of outgoing connections, and not given away before"""
    while True:
        port = random.SystemRandom().randrange(20000, 30000)
        with socket.socket() as trial:
            try:
                trial.bind(('127.0.0.1', port))
            except OSError:
                continue
        if port not in taken:
            taken.add(port)
            return port


@dataclass
class Life:
    """one process of that name, from its start to its end; times in seconds since 1970"""
    pid: int
    started: float
    ready: Optional[float] = None
    ended: Optional[float] = None  # also when it was told to stop
    killed: bool = False
    stops: list = field(default_factory=list)  # [from, to or None] of SIGSTOP and SIGCONT

    def stopped_between(self, start, end):
        return any(since <= end and (until or end) >= start for since, until in self.stops)


class Process:
    """A name under which one process after the other runs. `note` takes lines for a log of what happened."""

    def __init__(self, name, folder, note):
        self.name, self.note = name, note
        self.log = os.path.join(folder, name + '.log')
        self.lives = []
        self.popen = None
        self.wanted = False
        self.lock = threading.RLock()

    # What kinds of processes differ in.

    def command(self):
        raise NotImplementedError

    def answers(self):
        """whether it can be used; takes a second or two at most"""
        raise NotImplementedError

    def environment(self):
        return {name: value for name, value in os.environ.items() if not name.startswith('CARAVAN_')}

    def identity(self):
        """user and group to run as, if we are root"""
        return {}

    # What is done to them.

    def start(self):
        with self.lock:
            self.wanted = True
            with open(self.log, 'ab') as log:
                self.popen = subprocess.Popen(
                    self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment(), cwd='/',
                    start_new_session=True, **self.identity())
            self.lives.append(Life(self.popen.pid, time.time()))
            self.note('%s starts, process %d' % (self.name, self.popen.pid))

    def await_ready(self):
        """after its start, for who has no supervisor"""
        deadline = time.time() + 60
        while not self.answers():
            if self.popen.poll() is not None or time.time() > deadline:
                with open(self.log) as log:
                    raise SystemExit('%s does not start:\n%s' % (self.name, log.read()[-2000:]))
            time.sleep(0.2)

    def kill(self):
        """as kill -9 does, and waits until it is gone"""
        with self.lock:
            self.wanted = False
            self._over(killed=True)
            if self.popen is not None and self.popen.poll() is None:
                self.popen.kill()
                self.popen.wait()
            self.note('%s killed' % self.name)

    def terminate(self):
        """tells it to stop, and does not wait"""
        with self.lock:
            self.wanted = False
            self._over()
            self.popen.terminate()
            self.note('%s told to stop' % self.name)

    def restart(self):
        """starts it when it has ended, which it was told to do; it may take as long as its tasks take, and a little"""
        try:
            self.popen.wait(60)
        except subprocess.TimeoutExpired:
            self.note('%s does not stop' % self.name)
            self.kill()
        self.start()

    def freeze(self):
        with self.lock:
            self.life.stops.append([time.time(), None])
            self.popen.send_signal(signal.SIGSTOP)
            self.note('%s frozen' % self.name)

    def thaw(self):
        with self.lock:
            self.popen.send_signal(signal.SIGCONT)
            self.life.stops[-1][1] = time.time()
            self.note('%s thawed' % self.name)

    def end(self):
        """at the end of it all: gone at once"""
        self.wanted = False
        if self.popen is not None and self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait()

    # What is known about them.

    @property
    def life(self):
        return self.lives[-1] if self.lives else None

    @property
    def ready(self):
        return self.wanted and self.life.ready is not None and self.life.ended is None

    @property
    def usable(self):
        return self.ready and not (self.life.stops and self.life.stops[-1][1] is None)

    def up_between(self, start, end, settling=0):
        """whether one life could be used all that time; `settling` seconds after its readiness do not count yet"""
        return any(life.ready is not None and life.ready + settling <= start
                   and (life.ended is None or life.ended >= end) and not life.stopped_between(start, end)
                   for life in self.lives)

    def frozen_between(self, start, end):
        return any(life.stopped_between(start, end) for life in self.lives)

    def outages(self):
        """[from, until] of all times at which it was not ready, after it had been so once"""
        found, since = [], None
        for life in self.lives:
            if life.ready is not None:
                if since is not None:
                    found.append((since, life.ready))
                since = life.ended
        if since is not None:
            found.append((since, float('inf')))
        return found

    def resident(self):
        """MB of memory of the process that runs now; 0 if none does"""
        try:
            with open('/proc/%d/status' % self.popen.pid) as status:
                return next((int(line.split()[1]) / 1024 for line in status if line.startswith('VmRSS:')), 0)
        except OSError:
            return 0

    def _over(self, killed=False):
        if self.life is not None and self.life.ended is None:
            self.life.ended, self.life.killed = time.time(), killed
