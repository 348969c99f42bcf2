"""Those who send tasks: requests at random moments, to each dispatcher by senders of its own."""
import queue
import random
import threading
import time
from dataclasses import dataclass

from programs import Http

SENDERS = 8  # for each dispatcher


@dataclass
class Answer:
    """one request and what came of it; status 0 if there was no answer"""
    kind: str
    number: int
    dispatcher: object
    sent: float
    took: float
    status: int
    body: str
    retry_after: str = None

    @property
    def ended(self):
        return self.sent + self.took


def add(number):
    return 'add/1/%d' % number, '200 OK', number + 1


def journal(number):
    return 'journal/%d' % number, '200 OK', str(number)


def sleep(number):
    return 'sleep/1', '200 OK', ['1']


def reject(number):
    return 'add/%d/two' % number, '422 Unprocessable Entity', None


def again(number):
    """fails at its first attempt"""
    return 'journal/%d/1' % number, '200 OK', str(number)


def spent(number):
    """fails more often than it may"""
    return 'journal/%d/1000' % number, '500 Internal Server Error', None


# What is asked for, and how often. A function says: path, status at the end, result.
KINDS = {add: 40, journal: 45, again: 5, spent: 2, sleep: 4, reject: 4}
BY_NAME = {kind.__name__: kind for kind in KINDS}


class Load:
    """Sends until it is told to leave; `numbers` counts through all rounds, so that each request can be told apart."""

    def __init__(self, dispatchers, rate, numbers, seed):
        self.rate, self.numbers, self.random = rate, numbers, random.Random(seed)
        self.answers = []
        self.leaving = False
        self.waiting = {dispatcher: queue.Queue(4 * SENDERS) for dispatcher in dispatchers}
        self.threads = [threading.Thread(target=self._send, args=(dispatcher,), daemon=True)
                        for dispatcher in dispatchers for _ in range(SENDERS)]
        self.threads.append(threading.Thread(target=self._ask, daemon=True))
        for thread in self.threads:
            thread.start()

    def leave(self):
        """sends no more, and waits until the last one has been answered or not"""
        self.leaving = True
        for thread in self.threads:
            thread.join()

    def _ask(self):
        due = time.time()
        while not self.leaving:
            due += self.random.expovariate(self.rate)
            time.sleep(max(0, min(1, due - time.time())))
            due = max(due, time.time() - 1)  # what could not be sent in time is not made up for
            kind = self.random.choices(list(KINDS), KINDS.values())[0]
            try:
                self.waiting[self.random.choice(list(self.waiting))].put_nowait((kind, next(self.numbers)))
            except queue.Full:
                pass

    def _send(self, dispatcher):
        http = Http(dispatcher)
        while not self.leaving:
            try:
                kind, number = self.waiting[dispatcher].get(timeout=0.2)
            except queue.Empty:
                continue
            sent = time.time()
            try:
                status, headers, body = http.get('/dispatch/' + kind(number)[0])
                answer = Answer(kind.__name__, number, dispatcher, sent, time.time() - sent, status, body,
                                headers.get('Retry-After'))
            except OSError as e:
                answer = Answer(kind.__name__, number, dispatcher, sent, time.time() - sent, 0, repr(e))
                time.sleep(0.2)
            self.answers.append(answer)
        http.close()
