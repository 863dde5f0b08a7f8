"""The counter on a made-up day, in a folder that is thrown away."""
