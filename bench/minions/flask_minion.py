"""POST /do/time: the minion of flask_master.py."""
import datetime
import logging
import os

from flask import Flask, jsonify, request

logging.getLogger('werkzeug').setLevel(logging.ERROR)
app = Flask(__name__)


@app.post('/do/time')
def tell_time():
    return jsonify(uuid=request.json['uuid'], result=datetime.datetime.utcnow().isoformat())


if __name__ == '__main__':
    app.run('127.0.0.1', int(os.environ['MINION']), threaded=True)
