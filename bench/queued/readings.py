"""How long the dispatcher takes to answer, and what its heap holds."""
import random
import re
import subprocess
import time

from programs import Http

PATHS = ['/status/{}', '/get/{}', '/tasks', '/tasks?status=202', '/tasks?status=102', '/tasks?status=200', '/tasks?status=500',
         '/tasks?application=add', '/tasks?application=none']
LONGEST = 10  # seconds for one path


class Readings:

    def __init__(self, dispatcher, tasks, samples):
        self.http, self.tasks, self.samples = Http(dispatcher), tasks, samples

    def print(self):
        """a line a path; one request at a time, on one connection"""
        ids = self.tasks.some(200)
        for path in PATHS:
            times, bad, deadline = [], {}, time.time() + LONGEST
            while len(times) < self.samples and time.time() < deadline:
                began = time.time()
                status, _, _ = self.http.get(path.format(random.choice(ids)))
                times.append((time.time() - began) * 1000)
                if status != 200:
                    bad[status] = bad.get(status, 0) + 1
            times.sort()
            print('  %-24s p50 %.1f ms, p99 %.1f ms%s%s' % (
                path.format('{uuid}'), times[len(times) // 2], times[int(len(times) * 0.99)],
                '' if len(times) == self.samples else ', of %d requests' % len(times),
                ''.join(', %d times %d' % (bad[status], status) for status in bad)), flush=True)


def heap_after_collection(pid):
    """MB that are in use after a full collection, which this asks for"""
    subprocess.run(['jcmd', str(pid), 'GC.run'], check=True, stdout=subprocess.DEVNULL)
    info = subprocess.run(['jcmd', str(pid), 'GC.heap_info'], check=True, stdout=subprocess.PIPE, text=True).stdout
    return sum(map(int, re.findall(r'total \d+K, used (\d+)K', info))) / 1024
