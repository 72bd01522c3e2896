# Accesses alternate between all ones and 0, for loops that wait for a flag to rise or to fall.
if request.IsInit:
    level = 0
else:
    level = 0xFFFFFFFF - level
    request.Value = level
