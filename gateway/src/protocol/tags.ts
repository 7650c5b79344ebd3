// The letters of the Py4J 0.10.9.9 protocol: value types, command names, answer prefixes.

export const TYPE = {
  bytes: 'j',
  int: 'i',
  long: 'L',
  boolean: 'b',
  double: 'd',
  decimal: 'D',
  string: 's',
  reference: 'r',
  array: 't',
  set: 'h',
  list: 'l',
  map: 'a',
  null: 'n',
  void: 'v',
  iterator: 'g',
  proxy: 'f',
} as const;

/** The letter of a class of objects; only decimals travel by value. */
export type ReferenceTag =
  | typeof TYPE.decimal
  | typeof TYPE.reference
  | typeof TYPE.array
  | typeof TYPE.set
  | typeof TYPE.list
  | typeof TYPE.map
  | typeof TYPE.iterator;

export const COMMAND = {
  array: 'a',
  auth: 'A',
  call: 'c',
  construct: 'i',
  dir: 'd',
  exception: 'p',
  field: 'f',
  help: 'h',
  jvmView: 'j',
  list: 'l',
  memory: 'm',
  reflection: 'r',
  shutdown: 's',
  cancel: 'z',
  stream: 'S',
} as const;

export const RETURN = '!';
export const END = 'e';
export const VOID_ANSWER = '!yv\n';
export const STATIC_PREFIX = 'z:';
export const ENTRY_POINT_ID = 't';
export const DEFAULT_VIEW_ID = 'j';
export const GATEWAY_SERVER_ID = 'GATEWAY_SERVER';
