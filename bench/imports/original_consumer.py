"""original_consumer.py QUEUE ROWS: one INSERT, commit and acknowledgement a row; prints "ready" first, ends when so many have come"""
import json
import os
import sys

import pika
import psycopg2

queue, expected = sys.argv[1], int(sys.argv[2])
database = psycopg2.connect('')
database.autocommit = True
rows = database.cursor()
channel = pika.BlockingConnection(pika.URLParameters(os.environ['CARAVAN_BROKER_URL'])).channel()
channel.basic_qos(prefetch_count=200)
print('ready', flush=True)
for count, (method, _, body) in enumerate(channel.consume(queue, inactivity_timeout=20), 1):
    if method is None:
        sys.exit('no message for 20 s')
    row = json.loads(body)
    rows.execute('INSERT INTO employees (name, mail) VALUES (%s, %s) ON CONFLICT DO NOTHING', (row['name'], row['mail']))
    channel.basic_ack(method.delivery_tag)
    if count == expected:
        break
