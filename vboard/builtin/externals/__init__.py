"""Objects beside the machines of an emulation: hubs, connectors, gates, environments, testers."""
