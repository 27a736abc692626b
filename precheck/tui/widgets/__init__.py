"""What the screens are made of. A widget knows its own business and posts its own messages."""
