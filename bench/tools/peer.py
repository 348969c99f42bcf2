"""Other programs that a run starts beside ours, and Consul among them."""
import json
import os
import shutil
import socket
import urllib.error
import urllib.request

from processes import Process, free_port


def program(name):
    """its path; Debian has some of them where only root looks"""
    found = shutil.which(name, path=os.environ['PATH'] + ':/usr/sbin')
    if not found:
        raise SystemExit('%s is not there' % name)
    return found


class Peer(Process):
    """one that is there when its port is"""

    def __init__(self, name, folder):
        super().__init__(name, folder, lambda text: None)
        self.folder, self.port = os.path.join(folder, name), free_port()
        self.address = 'http://127.0.0.1:%d' % self.port
        os.makedirs(self.folder)

    def answers(self):
        with socket.socket() as client:
            return client.connect_ex(('127.0.0.1', self.port)) == 0


class Consul(Peer):
    """in memory: it has forgotten everything after a restart"""

    def __init__(self, folder):
        super().__init__('consul', folder)
        self.gossip, self.server = free_port(), free_port()

    def command(self):
        return [program('consul'), 'agent', '-dev', '-bind=127.0.0.1', '-client=127.0.0.1', '-http-port=%d' % self.port,
                '-dns-port=-1', '-grpc-port=-1', '-serf-wan-port=-1', '-serf-lan-port=%d' % self.gossip,
                '-server-port=%d' % self.server]

    def answers(self):
        try:
            return ':' in self._ask('GET', '/v1/status/leader')
        except OSError:
            return False

    def register(self, number, host, port):
        """an instance of the ratings that nothing checks"""
        self._ask('PUT', '/v1/agent/service/register', {
            'Name': 'ratings', 'ID': 'ratings-%d' % number, 'Address': host, 'Port': port})

    def deregister(self, number):
        try:
            self._ask('PUT', '/v1/agent/service/deregister/ratings-%d' % number)
        except urllib.error.HTTPError:
            pass  # it does not know it

    def passing(self, service):
        """the ports of its healthy instances"""
        found = json.loads(self._ask('GET', '/v1/health/service/%s?passing' % service))
        return {entry['Service']['Port'] for entry in found}

    def _ask(self, method, path, document=None):
        data = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=2) as answer:
            return answer.read().decode()
