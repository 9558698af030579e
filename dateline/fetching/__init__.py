"""The shell that touches the network: bytes behind an address, had safely and politely."""
