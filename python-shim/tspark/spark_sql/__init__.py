"""The program ``spark-sql``: SQL statements from its command line, files and a prompt, run by the installed PySpark."""
