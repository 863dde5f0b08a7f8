"""What the office hands out: a month's evidence and memos, sheets of paper, its pages on the web."""
