"""Exception classes: those of Python itself in ``base``, those that carry a Java exception in ``captured``."""
