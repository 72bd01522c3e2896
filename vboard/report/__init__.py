"""How a run is shown: transcript, timeline, figures, JSON record, VCD trace, picture."""
