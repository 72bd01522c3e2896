# One bit, which each access moves up by one.
if request.IsInit:
    bit = 1
else:
    request.Value = bit
    bit = (bit << 1) & 0xFFFFFFFF or 1
