"""Recordings that sound the same: two compared, one looked up among millions, at other speeds."""
