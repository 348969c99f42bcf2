"""Celery with its defaults, but for the names of its queue and exchanges; its results go where PGHOST and so on say."""
import os
import time

import celery

app = celery.Celery('peer', broker=os.environ['CARAVAN_BROKER_URL'], backend='db+postgresql://')
app.conf.update(
    task_default_queue='peer_celery', control_exchange='peer_celery',
    event_exchange='peer_celery_events', event_queue_prefix='peer_celery_events')


@app.task(name='add')
def add(x, y):
    return x + y


def ready(nodes, seconds=60):
    """Creates the result tables, then waits until that many nodes answer."""
    app.backend.ResultSession().close()
    deadline = time.time() + seconds
    while len(app.control.ping(timeout=0.5)) < nodes:
        if time.time() > deadline:
            raise SystemExit('Celery is not up after %d s' % seconds)


def cleanup():
    """Deletes the queue and the exchanges that Celery declared; they are durable and would stay."""
    with app.connection() as connection:
        channel = connection.channel()
        channel.queue_delete('peer_celery')
        for exchange in ('peer_celery', 'peer_celery.pidbox', 'reply.peer_celery.pidbox', 'peer_celery_events'):
            channel.exchange_delete(exchange)
