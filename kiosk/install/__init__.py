"""Installing a counter: a bare Debian becomes a machine that shows the counter and nothing else."""
