"""What runs in Python workers: the task protocol, and one declaration for each kind of function."""
