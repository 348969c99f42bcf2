"""What Caravan is measured beside: RabbitMQ's PerfTest, psql's \\copy, and the original's way, row by row."""
import os
import re
import subprocess
import sys
import time

import psycopg2

here = os.path.dirname(os.path.abspath(__file__))
TABLE = ('DROP TABLE IF EXISTS employees', 'CREATE TABLE employees (id bigserial PRIMARY KEY,'
         ' name varchar(127) NOT NULL, mail varchar(127) NOT NULL UNIQUE)')
QUEUE = 'bench_imports'
PERF_QUEUE = 'bench_imports_perf_test'


def perf_test_class_path(folder):
    """fetches PerfTest, if it is not in Maven's repository yet"""
    path = os.path.join(folder, 'perf-test.classpath')
    subprocess.run(['mvn', '-q', '-f', os.path.join(here, 'perf-test.xml'), 'dependency:build-classpath',
                    '-Dmdep.outputFile=' + path], check=True, stdout=subprocess.DEVNULL)
    with open(path) as line:
        return line.read().strip()


def perf_test(class_path, seconds, channel):
    """messages a second received: one producer, one consumer, 60 bytes, persistent, confirmed, at most 200 unconfirmed"""
    report = subprocess.run(
        ['java', '-cp', class_path, 'com.rabbitmq.perf.PerfTest', '-h', os.environ['CARAVAN_BROKER_URL'], '-x', '1', '-y', '1',
         '-s', '60', '-z', str(seconds), '-c', '200', '-f', 'persistent', '-u', PERF_QUEUE, '-ad', 'false', '-q', '500',
         '-e', PERF_QUEUE], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    channel.queue_delete(PERF_QUEUE)
    channel.exchange_delete(PERF_QUEUE)
    found = re.search(r'receiving rate avg: (\d+)', report)
    if not found:
        raise SystemExit(report)
    return float(found[1])


def table(schema):
    connection = psycopg2.connect('', options='-c search_path=' + schema)
    connection.autocommit = True
    for statement in TABLE:
        connection.cursor().execute(statement)
    connection.close()


def copy(schema, file, rows):
    """rows a second by \\copy into a table with the same two indexes"""
    table(schema)
    began = time.time()
    subprocess.run(['psql', '-qc', "\\copy employees (name, mail) from '%s' csv" % file], check=True,
                   env=dict(os.environ, PGOPTIONS='-c search_path=' + schema))
    return rows / (time.time() - began)


def original(schema, file, rows, channel):
    """rows a second, published and saved one by one"""
    table(schema)
    channel.queue_declare(QUEUE, durable=True, auto_delete=False)
    environment = dict(os.environ, PGOPTIONS='-c search_path=' + schema)
    consumer = subprocess.Popen([sys.executable, os.path.join(here, 'original_consumer.py'), QUEUE, str(rows)], env=environment,
                                stdout=subprocess.PIPE, text=True)
    try:
        if consumer.stdout.readline() != 'ready\n':
            raise SystemExit('the original consumer does not start')
        began = time.time()
        subprocess.run([sys.executable, os.path.join(here, 'original_publisher.py'), file, QUEUE], check=True)
        if consumer.wait(600):
            raise SystemExit('the original consumer failed')
        return rows / (time.time() - began)
    finally:
        consumer.kill()
        consumer.wait()
        channel.queue_delete(QUEUE)
