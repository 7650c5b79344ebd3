"""Values in the Avro format."""
