"""The scripts that platform files expect in Renode's installation, as `filename` of a Python peripheral."""

FLIPFLOP = """\
# Accesses alternate between all ones and 0, for loops that wait for a flag to rise or to fall.
if request.IsInit:
    level = 0
else:
    level = 0xFFFFFFFF - level
    request.Value = level
"""

TICKER = """\
# Each access counts, from 1, for loops that wait for a counter.
if request.IsInit:
    count = 0
else:
    count = (count + 1) & 0xFFFFFFFF
    request.Value = count
"""

COUNTER = """\
# Each read counts, from 0.
if request.IsInit:
    reads = 0
elif request.IsRead:
    request.Value = reads
    reads = (reads + 1) & 0xFFFFFFFF
"""

ROLLING_BIT = """\
# One bit, which each access moves up by one.
if request.IsInit:
    bit = 1
else:
    request.Value = bit
    bit = (bit << 1) & 0xFFFFFFFF or 1
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

GATEKEEPER = """\
# GATE_KEEPER of a TZC-400 (ARM DDI 0504, section 3.3.3): a filter is open as soon as it is asked to be.
if request.IsInit:
    status = 0
elif request.IsWrite:
    asked = request.Value & 0xFFFF
    status = (asked << 16) | asked
elif request.IsRead:
    request.Value = status
"""

SCRIPTS = {
    "scripts/pydev/flipflop.py": FLIPFLOP,
    "scripts/pydev/ticker.py": TICKER,
    "scripts/pydev/repeater.py": REPEATER,
    "scripts/pydev/counter.py": COUNTER,
    "scripts/pydev/rolling-bit.py": ROLLING_BIT,
    "scripts/pydev/tzc400_gatekeeper.py": GATEKEEPER,
}
"""Source by path relative to Renode's installation directory."""
