# Each access counts, from 1, for loops that wait for a counter.
if request.IsInit:
    count = 0
else:
    count = (count + 1) & 0xFFFFFFFF
    request.Value = count
