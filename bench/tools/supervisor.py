"""Sees to processes that are to run."""
import threading
import time


class Supervisor(threading.Thread):
    """Starts again what has ended without being asked to, as an init system does, and sees who is ready.

    `deaths` takes (process, life, all servers answered meanwhile) of each that ended by itself.
    """

    def __init__(self, servers, programs):
        super().__init__(name='supervisor', daemon=True)
        self.servers, self.processes = servers, servers + programs
        self.deaths = []
        self.closed = False

    def run(self):
        again = {}
        while not self.closed:
            for process in self.processes:
                with process.lock:
                    self._look_after(process, again)
            time.sleep(0.1)

    def _look_after(self, process, again):
        if not process.wanted or process.popen is None:
            return
        life = process.life
        if process.popen.poll() is not None:
            if life.ended is None:
                life.ended = time.time()
                again[process] = life.ended + 1
                served = all(server is process or server.up_between(life.started, life.ended) for server in self.servers)
                self.deaths.append((process, life, served))
                process.note('%s ended by itself with %s' % (process.name, process.popen.returncode))
            if time.time() >= again.get(process, 0):
                process.start()
        elif life.ready is None and process.answers():
            life.ready = time.time()
            process.note('%s is ready' % process.name)
