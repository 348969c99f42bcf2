"""original_publisher.py FILE QUEUE: one JSON object a row, as the original publishes: one after the other, transient, without confirms"""
import csv
import json
import os
import sys

import pika

source, queue = sys.argv[1:]
connection = pika.BlockingConnection(pika.URLParameters(os.environ['CARAVAN_BROKER_URL']))
channel = connection.channel()
with open(source, newline='') as lines:
    for name, mail in csv.reader(lines):
        channel.basic_publish(exchange='', routing_key=queue, body=json.dumps({'name': name, 'mail': mail}))
connection.close()
