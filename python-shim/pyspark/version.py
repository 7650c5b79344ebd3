__version__: str = "4.3.0"
