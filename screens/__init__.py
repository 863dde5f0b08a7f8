"""What people see: the counter in front, the staff screens behind it."""
