# The audio front end: add these to a build that runs in firmware/. It shares headers (arithmetic of
# one number) with the operators of the runtime.
# FRONTEND_VARIANT chooses the tables: b (the default), a or c; see firmware/frontend/generate_tables.py.
FRONTEND_VARIANT ?= b
FRONTEND_SOURCES := frontend/frontend.cc frontend/fft.cc frontend/channels.cc \
    frontend/tables_common.cc frontend/tables_$(FRONTEND_VARIANT).cc
FRONTEND_INCLUDES := . runtime
