"""The market, with the peers' pages beside its own on the class path."""
import glob
import os
import signal
import subprocess
import time

from programs import Http, Program

here = os.path.dirname(os.path.abspath(__file__))

OURS, HAPROXY, DIRECT = '/market/things', '/bench/haproxy/things', '/bench/direct/things'


def class_path(jar, folder):
    """compiles the peers' pages; returns the class path of program and pages"""
    classes = os.path.join(folder, 'classes')
    source = os.path.join(here, 'PeerPagesRoute.java')
    subprocess.run(['javac', '-proc:none', '-cp', jar, '-d', classes, source], check=True)  # the jar names its libraries
    return jar + os.pathsep + classes


class Market(Program):

    def __init__(self, number, path, settings, options, folder, haproxy, direct):
        """haproxy, direct: the addresses that the peers' pages ask"""
        options = options + ['-Dpeer.haproxy=' + haproxy, '-Dpeer.direct=' + direct]
        super().__init__('market', number, path, settings, options, folder, lambda text: None)
        self.data = os.path.join(folder, self.name)

    def await_instances(self, count):
        """until it uses so many, none of them shut out"""
        deadline, found = time.time() + 60, []
        while time.time() < deadline:
            found = [one for one in Http(self).json('/market/fleet')[1] if one['passing'] and one['breaker'] != 'open']
            if len(found) == count:
                return
            time.sleep(0.2)
        raise SystemExit('the market uses %d instances, not %d' % (len(found), count))

    def opened(self):
        """how often it has shut an instance out"""
        with open(self.log) as log:
            return log.read().count('OPEN breaker on')

    def end(self):
        """told to, for its database is a process that would outlive it"""
        if self.popen is not None and self.popen.poll() is None:
            self.popen.send_signal(signal.SIGCONT)
            self.popen.terminate()
            try:
                self.popen.wait(40)
            except subprocess.TimeoutExpired:
                pass
        super().end()
        for left in glob.glob(os.path.join(self.data, '**/postmaster.pid'), recursive=True):
            with open(left) as file:
                os.kill(int(file.readline()), signal.SIGQUIT)
