"""A RabbitMQ and a PostgreSQL of the drill's own, in temporary folders, on ports of their own, on 127.0.0.1 only."""
import glob
import os
import pwd
import shutil
import socket
import subprocess

import psycopg2

from processes import Process, free_port


def newest(pattern, given):
    """the folder or program that the settings name, or the newest one of Debian's"""
    found = [given] if given else sorted(glob.glob(pattern), key=lambda path: [int(n) for n in path.split('/') if n.isdigit()])
    if not found or not os.path.exists(found[-1]):
        raise SystemExit('not found: %s' % (given or pattern))
    return found[-1]


class Postgres(Process):
    USER = 'caravan'

    def __init__(self, folder, note):
        super().__init__('postgresql', folder, note)
        self.bin = newest('/usr/lib/postgresql/*/bin', os.environ.get('POSTGRES_BIN'))
        self.data = os.path.join(folder, 'postgres')
        self.port = free_port()
        self.dsn = 'host=127.0.0.1 port=%d user=%s dbname=postgres' % (self.port, self.USER)
        self.url = 'jdbc:postgresql://127.0.0.1:%d/postgres' % self.port

    def create(self):
        os.mkdir(self.data, 0o700)
        if self.identity():
            shutil.chown(self.data, **self.identity())
        subprocess.run([self.bin + '/initdb', '-D', self.data, '-U', self.USER, '-A', 'trust', '-E', 'UTF8', '--no-locale',
                        '--no-sync'], check=True, stdout=subprocess.DEVNULL, cwd='/', **self.identity())

    def identity(self):
        if os.geteuid() != 0:
            return {}
        account = pwd.getpwnam('postgres')  # it refuses to run as root
        return {'user': account.pw_uid, 'group': account.pw_gid}

    def command(self):
        return [self.bin + '/postgres', '-D', self.data, '-p', str(self.port), '-c', 'listen_addresses=127.0.0.1',
                '-c', 'unix_socket_directories=', '-c', 'log_line_prefix=%m [%p] ']

    def connect(self):
        connection = psycopg2.connect(self.dsn, connect_timeout=2)
        connection.autocommit = True
        return connection

    def answers(self):
        try:
            self.connect().close()
            return True
        except psycopg2.OperationalError:
            return False

    def end(self):
        # Its children are in groups of their own; they end when it tells them to, or when they see that it has gone.
        self.wanted = False
        if self.popen is not None and self.popen.poll() is None:
            self.popen.send_signal(subprocess.signal.SIGQUIT)
            self.popen.wait()


class PortMapper(Process):
    """Erlang's epmd. RabbitMQ starts the machine's own one if there is none, and that one would stay."""

    def __init__(self, folder, note):
        super().__init__('epmd', folder, note)
        self.port = free_port()
        self.program = newest('/usr/lib/erlang/erts-*/bin/epmd', os.environ.get('EPMD'))

    def command(self):
        return [self.program, '-port', str(self.port), '-address', '127.0.0.1']

    def answers(self):
        with socket.socket() as client:
            return client.connect_ex(('127.0.0.1', self.port)) == 0


class Rabbit(Process):

    def __init__(self, folder, mapper, note):
        super().__init__('rabbitmq', folder, note)
        self.program = newest('/usr/lib/rabbitmq/bin/rabbitmq-server', os.environ.get('RABBITMQ_SERVER'))
        self.folder = os.path.join(folder, 'rabbit')
        self.data = os.path.join(self.folder, 'mnesia')
        self.mapper = mapper
        self.port, self.distribution = free_port(), free_port()
        self.url = 'amqp://guest:guest@127.0.0.1:%d' % self.port

    def create(self):
        os.makedirs(self.data)
        with open(os.path.join(self.folder, 'enabled_plugins'), 'w') as plugins:
            plugins.write('[].\n')

    def lose_disk(self):
        """while it does not run"""
        shutil.rmtree(self.data)
        os.mkdir(self.data)
        self.note('rabbitmq has lost its disk')

    def command(self):
        return [self.program]

    def environment(self):
        return dict(
            super().environment(), HOME=self.folder, ERL_EPMD_PORT=str(self.mapper.port), ERL_EPMD_ADDRESS='127.0.0.1',
            RUNNING_UNDER_SYSTEMD='1',  # no shell in between: the process that we start is the broker
            RABBITMQ_NODENAME='kills-%d@localhost' % self.port, RABBITMQ_NODE_IP_ADDRESS='127.0.0.1',
            RABBITMQ_NODE_PORT=str(self.port), RABBITMQ_DIST_PORT=str(self.distribution),
            RABBITMQ_MNESIA_BASE=self.data, RABBITMQ_LOG_BASE=self.folder, RABBITMQ_LOGS='-',
            RABBITMQ_CONF_ENV_FILE='/dev/null', RABBITMQ_CONFIG_FILE=os.path.join(self.folder, 'none'),
            RABBITMQ_ENABLED_PLUGINS_FILE=os.path.join(self.folder, 'enabled_plugins'),
            RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}')

    def answers(self):
        try:
            with socket.create_connection(('127.0.0.1', self.port), 1) as client:
                client.settimeout(1)
                client.sendall(b'AMQP\x00\x00\x09\x01')
                return len(client.recv(1)) == 1
        except OSError:
            return False
