"""What the suite knows of a board: the table of boards, rows, and what a row says."""
