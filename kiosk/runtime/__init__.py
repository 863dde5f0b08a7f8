"""What a program needs that asks others over the network: an HTTP client, and waits between tries."""
