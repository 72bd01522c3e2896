"""Golden files of the operators: models of one operator, and what other implementations answer."""
