"""The scripts that platform files expect in Renode's installation, as `filename` of a Python peripheral."""

FLIPFLOP = """\
# Reads alternate between all ones and 0, for loops that wait for a flag to rise or to fall.
if request.IsInit:
    level = 0
elif request.IsRead:
    level = 0xFFFFFFFF - level
    request.Value = level
"""

TICKER = """\
# Each read is one more than the last, for loops that wait for a counter.
if request.IsInit:
    count = 0
elif request.IsRead:
    count = (count + 1) & 0xFFFFFFFF
    request.Value = count
"""

REPEATER = """\
# Reads return what was written last.
if request.IsInit:
    last = 0
elif request.IsWrite:
    last = request.Value
elif request.IsRead:
    request.Value = last
"""

SCRIPTS = {
    "scripts/pydev/flipflop.py": FLIPFLOP,
    "scripts/pydev/ticker.py": TICKER,
    "scripts/pydev/repeater.py": REPEATER,
}
"""Source by path relative to Renode's installation directory."""
