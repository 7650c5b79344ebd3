"""The modules of the classes that talk to a JVM, which are the only ones here."""
