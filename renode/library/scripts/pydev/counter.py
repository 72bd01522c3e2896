# Each read counts, from 0.
if request.IsInit:
    reads = 0
elif request.IsRead:
    request.Value = reads
    reads = (reads + 1) & 0xFFFFFFFF
