"""front.py PORT: GET /dispatch/add/2/2 and GET /status/<id>, by CherryPy with its 10 threads; the status comes from
Celery's result table, over one connection a thread."""
import sys
import threading

import cherrypy
import psycopg2
from tasks import add

local = threading.local()


def cursor():
    if not hasattr(local, 'connection'):
        local.connection = psycopg2.connect('')
        local.connection.autocommit = True
    return local.connection.cursor()


class Front:
    @cherrypy.expose
    @cherrypy.tools.json_out()
    def dispatch(self, name, x, y):
        return {'id': add.delay(int(x), int(y)).id}

    @cherrypy.expose
    @cherrypy.tools.json_out()
    def status(self, job):
        rows = cursor()
        rows.execute('select status from celery_taskmeta where task_id = %s', (job,))
        found = rows.fetchone()
        return {'status': found[0] if found else 'PENDING'}


cherrypy.config.update({
    'server.socket_host': '127.0.0.1', 'server.socket_port': int(sys.argv[1]),
    'log.screen': False, 'environment': 'production'})
cherrypy.quickstart(Front())
