# GATE_KEEPER of a TZC-400 (ARM DDI 0504, section 3.3.3): a filter is open as soon as it is asked to be.
if request.IsInit:
    status = 0
elif request.IsWrite:
    asked = request.Value & 0xFFFF
    status = (asked << 16) | asked
elif request.IsRead:
    request.Value = status
