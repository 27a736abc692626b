"""The questions about voices: resemblance, consent, the service's answer, and wording."""
