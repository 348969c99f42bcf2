"""What surrounds a run: its settings, the program, signals, and the servers that CARAVAN_… names."""
import os
import re
import signal
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))


def setting(name, default):
    return os.environ.get(name) or default


def program_jar():
    """the path of the program's jar"""
    jar = os.path.abspath(setting('JAR', os.path.join(here, '../../target/caravan/caravan.jar')))
    if not os.path.exists(jar):
        raise SystemExit('%s is not there: mvn package' % jar)
    return jar


def java_options(heap, options=''):
    """of one of our processes, but for what JAVA_OPTIONS says"""
    return ['-Xmx' + heap] + setting('JAVA_OPTIONS', options).split()


def interrupt_on(*signals):
    """these end a run as ^C does, so that it clears up"""
    def stop(signum, frame):
        raise KeyboardInterrupt
    for number in signals:
        signal.signal(number, stop)


def servers_of_environment():
    """sets PGHOST and so on; refuses servers that are not on this machine"""
    for name in 'CARAVAN_BROKER_URL', 'CARAVAN_DATABASE_URL', 'CARAVAN_DATABASE_USER', 'CARAVAN_DATABASE_PASSWORD':
        if not os.environ.get(name):
            raise SystemExit('%s is not set: the benchmark needs a real RabbitMQ and a real PostgreSQL' % name)
    address = re.match(r'jdbc:postgresql://(127\.0\.0\.1|localhost)(?::(\d+))?/([^?]+)', os.environ['CARAVAN_DATABASE_URL'])
    if not address or not re.match(r'amqp://([^@/]*@)?(127\.0\.0\.1|localhost)([:/]|$)', os.environ['CARAVAN_BROKER_URL']):
        raise SystemExit('the servers have to be on 127.0.0.1: only this machine is measured')
    os.environ.update(PGHOST=address[1], PGPORT=address[2] or '5432', PGDATABASE=address[3],
                      PGUSER=os.environ['CARAVAN_DATABASE_USER'], PGPASSWORD=os.environ['CARAVAN_DATABASE_PASSWORD'])


def addresses(schema):
    """these servers as lines caravan.…=…, with a schema that the program uses without naming it"""
    url = os.environ['CARAVAN_DATABASE_URL']
    return ['caravan.broker.url=' + os.environ['CARAVAN_BROKER_URL'],
            'caravan.database.url=%s%scurrentSchema=%s' % (url, '&' if '?' in url else '?', schema),
            'caravan.database.user=' + os.environ['CARAVAN_DATABASE_USER'],
            'caravan.database.password=' + os.environ['CARAVAN_DATABASE_PASSWORD']]


def server(*arguments):
    """what servers.py says to these"""
    return subprocess.run([sys.executable, os.path.join(here, 'servers.py'), *arguments], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()
