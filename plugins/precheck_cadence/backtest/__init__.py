"""What the rules would have held of a history: replayed account by account, day by day."""
