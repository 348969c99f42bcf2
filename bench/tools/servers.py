"""Small things to do on the RabbitMQ of CARAVAN_BROKER_URL and the PostgreSQL of PGHOST and so on.

queue NAME      says `missing`, `idle` or `in use` (it has messages or consumers)
delete NAME…    deletes queues
sql STATEMENT   runs it
versions        of both, in one line
"""
import os
import sys

import amqp
import kombu
import psycopg2


def channel():
    return kombu.Connection(os.environ['CARAVAN_BROKER_URL'], connect_timeout=10).channel()


def queue(name):
    try:
        found = channel().queue_declare(name, passive=True)
    except amqp.exceptions.NotFound:
        print('missing')
    else:
        print('in use' if found.message_count or found.consumer_count else 'idle')


def delete(*names):
    for name in names:
        channel().queue_delete(name)


def sql(statement):
    connection = psycopg2.connect('')
    connection.autocommit = True
    connection.cursor().execute(statement)


def versions():
    rabbit = channel().connection.server_properties['version']
    postgres = psycopg2.connect('').server_version
    print('RabbitMQ %s, PostgreSQL %d.%d' % (rabbit, postgres // 10000, postgres % 10000))


{'queue': queue, 'delete': delete, 'sql': sql, 'versions': versions}[sys.argv[1]](*sys.argv[2:])
