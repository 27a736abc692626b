"""The sound: decoded once, every block handed to every measurement. Runs in a process apart."""
