"""GET /ask_a_minion/v1/time: a job row in SQLite, a POST to the minion, the job as JSON; GET /query/<uuid>: the job again."""
import logging
import os
import sqlite3
import time
import uuid

import requests
from flask import Flask, jsonify

logging.getLogger('werkzeug').setLevel(logging.ERROR)
app = Flask(__name__)
COLUMNS = ('uuid', 'kind', 'status', 'result', 'created')


def database():
    return sqlite3.connect(os.environ['JOBS'], timeout=30)


with database() as connection:
    connection.execute('create table if not exists job(uuid text primary key, kind text, status text, result text, created real)')


@app.get('/ask_a_minion/v1/time')
def ask():
    job = str(uuid.uuid4())
    with database() as connection:
        connection.execute('insert into job values(?, ?, ?, ?, ?)', (job, 'time', 'created', None, time.time()))
    result = requests.post('http://127.0.0.1:%s/do/time' % os.environ['MINION'], json={'uuid': job}, timeout=30).json()['result']
    with database() as connection:
        connection.execute("update job set status = 'done', result = ? where uuid = ?", (result, job))
    return jsonify(uuid=job, kind='time', status='done', result=result)


@app.get('/query/<job>')
def query(job):
    connection = database()
    found = connection.execute('select uuid, kind, status, result, created from job where uuid = ?', (job,)).fetchone()
    connection.close()
    return jsonify(dict(zip(COLUMNS, found))) if found else (jsonify(error='unknown'), 404)


if __name__ == '__main__':
    app.run('127.0.0.1', int(os.environ['MASTER']), threaded=True)
