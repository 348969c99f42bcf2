"""Somebody who asks for the status of some tasks all the time, and notes each change as he sees it."""
import random
import threading
import time

from programs import Http

ENDED = 2
RANKS = {'202 Accepted': 0, '102 Processing': 1, '200 OK': ENDED, '422 Unprocessable Entity': ENDED,
         '500 Internal Server Error': ENDED, '410 Gone': ENDED}


class Watcher(threading.Thread):
    """Takes tasks out of `load.answers`, at most `most` at a time, and follows each to its end and a little longer."""

    def __init__(self, load, dispatchers, most=40):
        super().__init__(name='watcher', daemon=True)
        self.load, self.most = load, most
        self.https = [Http(dispatcher, 5) for dispatcher in dispatchers]
        self.seen = {}  # task: [status, …], each once
        self.violations = []
        self.leaving = False

    def run(self):
        watched, looked_at = {}, 0  # task: times seen at its end
        while not (self.leaving and not watched):
            answers = self.load.answers
            fresh = [answer.body for answer in answers[max(looked_at, len(answers) - self.most):] if answer.status == 202]
            looked_at = len(answers)
            for task in fresh[:self.most - len(watched)]:
                watched[task] = 0
            for task in list(watched):
                self._look(task, watched)
                time.sleep(0.005)
            time.sleep(0.02)
        for http in self.https:
            http.close()

    def leave(self, patience):
        """waits until what is watched has ended, within so many seconds"""
        self.leaving = True
        self.join(patience)
        return len(self.seen)

    def _look(self, task, watched):
        http = random.choice(self.https)
        if not http.program.usable:
            return
        try:
            status, answer = http.json('/status/' + task)
        except OSError:
            return
        if status == 404:
            self.violations.append('%s was answered, and /status says 404' % task)
            del watched[task]
        elif answer is not None:
            self._note(task, answer)
            if RANKS.get(answer) == ENDED:
                watched[task] += 1
                if watched[task] == 10:
                    del watched[task]

    def _note(self, task, status):
        seen = self.seen.setdefault(task, [])
        if seen and seen[-1] == status:
            return
        seen.append(status)
        ranks = [RANKS.get(one, -1) for one in seen]
        if ranks[-1] < 0 or ranks != sorted(set(ranks)):
            self.violations.append('%s: /status said %s' % (task, ', then '.join(seen)))
