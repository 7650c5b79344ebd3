"""Values in the Protocol Buffers format."""
