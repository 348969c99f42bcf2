"""What stands around the market: instances, and haproxy before them."""
import os

from peer import Peer, program

here = os.path.dirname(os.path.abspath(__file__))


class Configured(Peer):

    def configure(self, template, **words):
        """returns the path of the template's copy, with its words filled in"""
        with open(os.path.join(here, template)) as file:
            text = file.read()
        for word, value in words.items():
            text = text.replace(word, value)
        path = os.path.join(self.folder, template)
        with open(path, 'w') as file:
            file.write(text)
        return path


class Nginx(Configured):

    def __init__(self, number, folder, hosts):
        """hosts: loopback addresses on whose port it answers"""
        super().__init__('nginx-%d' % number, folder)
        listen = '\n    '.join('listen %s:%d backlog=1024;' % (host, self.port) for host in hosts)
        self.conf = self.configure('nginx.conf', LISTEN=listen, ADDRESS=self.address)

    def command(self):
        return [program('nginx'), '-p', self.folder, '-e', 'error.log', '-c', self.conf]


class Haproxy(Configured):

    def __init__(self, folder, ports):
        super().__init__('haproxy', folder)
        servers = '\n  '.join('server instance-%d 127.0.0.1:%d' % one for one in enumerate(ports, 1))
        self.conf = self.configure('haproxy.cfg', PORT=str(self.port), SERVERS=servers)

    def command(self):
        return [program('haproxy'), '-f', self.conf, '-db']
