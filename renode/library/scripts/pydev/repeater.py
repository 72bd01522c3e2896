# Reads return what was written last.
if request.IsInit:
    last = 0
elif request.IsWrite:
    last = request.Value
elif request.IsRead:
    request.Value = last
