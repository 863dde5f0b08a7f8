"""How every office stands."""
