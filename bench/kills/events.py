"""What can happen to the processes in a round, and when it is undone."""
import heapq
import time


class Timetable:
    """things to do, each at its time; `now()` does what is due"""

    def __init__(self):
        self.entries, self.order = [], 0

    def at(self, when, action):
        self.order += 1
        heapq.heappush(self.entries, (when, self.order, action))

    def now(self):
        while self.entries and self.entries[0][0] <= time.time():
            heapq.heappop(self.entries)[2]()

    def empty(self):
        return not self.entries

    def last(self):
        return max(entry[0] for entry in self.entries)


class Events:
    """The kinds of events, each with how often it comes. A method plans one: it takes a timetable and a time, and says in a
    few words what will happen. `pause` is how long what was killed stays away."""

    def __init__(self, random, rabbit, postgres, dispatchers, workers, lease):
        self.random, self.rabbit, self.postgres = random, rabbit, postgres
        self.dispatchers, self.workers, self.lease = dispatchers, workers, lease
        self.kinds = {self.kill_dispatcher: 4, self.kill_worker: 4, self.freeze_worker: 3, self.kill_broker: 3,
                      self.kill_database: 3, self.stop_worker: 1, self.stop_dispatcher: 1, self.freeze_dispatcher: 1,
                      self.lose_broker: 1, self.kill_all: 1}

    def plan(self, timetable, begin, span):
        """one event, or two that have nothing to do with each other; now and then the broker is away for a minute"""
        if self.random.random() < 0.08:
            return [self.broker_away(timetable, begin + self.random.random() * 5)]
        count = 2 if self.random.random() < 0.35 else 1
        taken, texts = set(), []
        while len(texts) < count:
            kind = self.random.choices(list(self.kinds), self.kinds.values())[0]
            if kind == self.kill_all and texts:
                continue
            text = kind(timetable, begin + self.random.random() * span, taken)
            if text:
                texts.append(text)
            if kind == self.kill_all:
                break
        return texts

    def kill_dispatcher(self, timetable, when, taken):
        return self._kill(timetable, when, self._one(self.dispatchers, taken))

    def kill_worker(self, timetable, when, taken):
        return self._kill(timetable, when, self._one(self.workers, taken))

    def kill_broker(self, timetable, when, taken):
        return self._kill(timetable, when, self._one([self.rabbit], taken))

    def kill_database(self, timetable, when, taken):
        return self._kill(timetable, when, self._one([self.postgres], taken), self.random.choice([3, 20]))

    def freeze_worker(self, timetable, when, taken):
        return self._freeze(timetable, when, self._one(self.workers, taken), self.lease + self.random.uniform(1, 8))

    def freeze_dispatcher(self, timetable, when, taken):
        return self._freeze(timetable, when, self._one(self.dispatchers, taken), self.random.uniform(5, 20))

    def stop_worker(self, timetable, when, taken):
        return self._kill(timetable, when, self._one(self.workers, taken), graceful=True)

    def stop_dispatcher(self, timetable, when, taken):
        return self._kill(timetable, when, self._one(self.dispatchers, taken), graceful=True)

    def lose_broker(self, timetable, when, taken):
        victim = self._one([self.rabbit], taken)
        if victim is None:
            return None
        text = self._kill(timetable, when, victim)
        timetable.at(when + 0.01, victim.lose_disk)
        return text + ', its disk lost'

    def broker_away(self, timetable, when):
        timetable.at(when, self.rabbit.kill)
        timetable.at(when + 60, self.rabbit.start)
        return 'rabbitmq away for a minute'

    def kill_all(self, timetable, when, taken):
        everybody = self.dispatchers + self.workers + [self.rabbit, self.postgres]
        if taken:
            return None
        for process in self.random.sample(everybody, len(everybody)):
            self._kill(timetable, when, process, 3)
        return 'kill all'

    def _one(self, processes, taken):
        free = [process for process in processes if process not in taken]
        if not free:
            return None
        victim = self.random.choice(free)
        taken.add(victim)
        return victim

    def _kill(self, timetable, when, victim, longest=10, graceful=False):
        if victim is None:
            return None
        pause = self.random.uniform(0.2, longest)
        timetable.at(when, victim.terminate if graceful else victim.kill)
        timetable.at(when + pause, victim.restart if graceful else victim.start)
        return '%s %s %.1f s' % ('stop' if graceful else 'kill', victim.name, pause)

    def _freeze(self, timetable, when, victim, pause):
        if victim is None:
            return None
        timetable.at(when, victim.freeze)
        timetable.at(when + pause, victim.thaw)
        return 'freeze %s %.1f s' % (victim.name, pause)
