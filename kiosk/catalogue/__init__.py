"""What content/ says: structs, loading, rules."""
