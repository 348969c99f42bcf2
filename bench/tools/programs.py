"""Caravan's processes, and requests to them."""
import http.client
import json
import os

from processes import Process, free_port


class Program(Process):
    """One role; `settings` are lines caravan.…=…, `options` those of java."""

    def __init__(self, role, instance, class_path, settings, options, folder, note):
        super().__init__('%s-%d' % (role, instance), folder, note)
        self.port = free_port()
        properties = settings + ['caravan.roles=' + role, 'caravan.instance=%d' % instance, 'caravan.port=%d' % self.port,
                                 'caravan.data=' + os.path.join(folder, self.name)]
        temporary = os.path.join(folder, 'tmp')  # or what is killed would leave its files in the machine's
        os.makedirs(temporary, exist_ok=True)
        self.java = ['java', '-Djava.io.tmpdir=' + temporary] + options
        self.java += ['-D' + line for line in properties] + ['-cp', class_path, 'caravan.Caravan']

    def command(self):
        return self.java

    def answers(self):
        try:
            return Http(self, 1).get('/observe/health/ready')[0] == 200
        except OSError:
            return False


class Http:
    """One connection to a program, kept alive, made anew for a new process. Nothing is ever sent twice."""

    def __init__(self, program, timeout=30):
        self.program, self.timeout = program, timeout
        self.life = self.connection = None

    def get(self, path):
        """returns (status, headers, body); an OSError if there is no answer"""
        if self.life is not self.program.life:
            self.close()
            self.life = self.program.life
        if self.connection is None:
            self.connection = http.client.HTTPConnection('127.0.0.1', self.program.port, timeout=self.timeout)
        try:
            self.connection.request('GET', path)
            answer = self.connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except (http.client.HTTPException, OSError) as e:
            self.close()
            raise e if isinstance(e, OSError) else OSError(repr(e)) from e

    def json(self, path):
        """returns (status, the answer's JSON if the status is 200)"""
        status, _, body = self.get(path)
        return status, json.loads(body) if status == 200 else None

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None
