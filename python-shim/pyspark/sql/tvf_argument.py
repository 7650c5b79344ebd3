"""What a table-valued function takes."""


class TableValuedFunctionArgument:
    """A column or a whole table."""
