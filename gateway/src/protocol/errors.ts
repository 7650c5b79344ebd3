// Failures that are no Java exceptions: Python sees a Py4JError with text, or loses the connection.

/** Answered as `!xs<text>`: Python raises Py4JError with the text as trace. */
export class GatewayError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GatewayError';
  }
}

/** Answered as a fatal error, after which the connection is closed. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** A Py4JException of the gateway itself, as text. */
export function py4jError(message: string): GatewayError {
  return new GatewayError(`py4j.Py4JException: ${message}\n`);
}

export function noSuchObject(id: string): GatewayError {
  return py4jError(`Target Object ID does not exist for this gateway :${id}`);
}
