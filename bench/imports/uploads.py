"""Files of rows, and imports of them."""
import http.client
import json
import os
import re
import subprocess
import time
import uuid

PATIENCE = 120  # seconds without any progress


def make(folder, rows):
    """a file of so many rows, mails unique and in order"""
    path = os.path.join(folder, '%d.csv' % rows)
    if not os.path.exists(path):
        with open(path, 'w') as file:
            for first in range(0, rows, 10000):
                file.write(''.join('Name%08d Surname,user%08d@mail.example\n' % (i, i) for i in range(first, min(rows, first + 10000))))
    return path


class Form:
    """a form with one file, read as http.client sends it"""

    def __init__(self, path, fields):
        self.boundary = uuid.uuid4().hex
        part = '--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        head = ''.join(part % (self.boundary, name, '') + value + '\r\n' for name, value in fields.items())
        head += part % (self.boundary, 'input_file', '; filename="rows.csv"')
        self.head, self.tail = head.encode(), ('\r\n--%s--\r\n' % self.boundary).encode()
        self.path, self.length = path, len(head) + os.path.getsize(path) + len(self.tail)

    def __iter__(self):
        yield self.head
        with open(self.path, 'rb') as file:
            while piece := file.read(1 << 16):
                yield piece
        yield self.tail


def begin(port, path, **fields):
    """returns where the import's account is"""
    form = Form(path, fields)
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
    connection.request('POST', '/imports', form, {'Content-Type': 'multipart/form-data; boundary=' + form.boundary,
                                                  'Content-Length': str(form.length)})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    if answer.status != 202:
        raise SystemExit('the import was not begun: %d %s' % (answer.status, body))
    return answer.headers['Location']


def account(port, location):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    connection.request('GET', location)
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def await_end(port, location, look=lambda found: None):
    """returns the account when the import is completed; `look` sees it each half second on the way"""
    moved, last = time.time(), None
    while True:
        found = account(port, location)
        look(found)
        if found['state'] != 'running':
            break
        if found['received'] != last:
            moved, last = time.time(), found['received']
        elif time.time() - moved > PATIENCE:
            raise SystemExit('nothing moves: %s' % found)
        time.sleep(0.1)
    if found['state'] != 'completed' or found['sent'] != found['received'] or found['saved'] + found['duplicates'] != found['sent']:
        raise SystemExit('this is no exact account: %s' % found)
    return found


def clear(port):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    connection.request('POST', '/clear/')
    connection.getresponse().read()
    connection.close()


def heap_used(pid):
    """MB of the heap in use now, what could be collected included"""
    info = subprocess.run(['jcmd', str(pid), 'GC.heap_info'], check=True, stdout=subprocess.PIPE, text=True).stdout
    return sum(map(int, re.findall(r'total \d+K, used (\d+)K', info))) / 1024
