"""summary.py OURS PEER FILE…: one file a run, of lines `name value unit`.

Prints each figure once, as the median of the runs with its range; then for each figure that both sides have the ratio
OURS.figure / PEER.figure, taken within each run, where both met the same machine.
"""
import statistics
import sys

ours, peer, files = sys.argv[1], sys.argv[2], sys.argv[3:]
seen, units = {}, {}


def add(name, value, unit):
    seen.setdefault(name, []).append(value)
    units[name] = unit


def shown(number):
    return '%.0f' % number if number >= 100 or number == int(number) else '%.3g' % number


runs = []
for file in files:
    with open(file) as lines:
        runs.append({name: (float(value), unit.strip()) for name, value, unit in (line.split(maxsplit=2) for line in lines)})
for run in runs:
    for name, (value, unit) in run.items():
        add(name, value, unit)
for run in runs:
    for name, (value, unit) in run.items():
        side, figure = name.split('.', 1)
        other = run.get('%s.%s' % (peer, figure), (0, ''))[0]
        if side == ours and other and unit not in ('cores', 'requests'):
            add('ratio.' + figure, value / other, 'times')

for name, values in seen.items():
    spread = ' [%s to %s, %d runs]' % (shown(min(values)), shown(max(values)), len(values)) if len(values) > 1 else ''
    print('%s %s %s%s' % (name, shown(statistics.median(values)), units[name], spread))
