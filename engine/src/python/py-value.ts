/**
 * Python values as the unpickler gives them: what a JVM would hold after unpickling, kept apart by Python type.
 *
 * None is null; bool, str are boolean, string; int is a number while it is a safe integer, else a bigint;
 * bytes and bytearray are Uint8Array; a tuple is an array. All else is a tagged object.
 */
export type PyValue = null | boolean | number | bigint | string | Uint8Array | PyTuple | PyObject;

export type PyTuple = readonly PyValue[];

export type PyObject = PyFloat | PyList | PySet | PyDict | PyDecimal | PyArray | PyOther | PyClass;

export interface PyFloat {
  readonly py: 'float';
  readonly value: number;
}
export interface PyList {
  readonly py: 'list';
  readonly items: PyValue[];
}
export interface PySet {
  readonly py: 'set';
  readonly items: PyValue[];
}
/** Entries in order of insertion. */
export interface PyDict {
  readonly py: 'dict';
  readonly keys: PyValue[];
  readonly values: PyValue[];
}
/** `text` as Python's `str(Decimal)` wrote it; `NaN` and infinities never get here. */
export interface PyDecimal {
  readonly py: 'decimal';
  readonly text: string;
}
/** `array.array`: characters for the type codes u and c, numbers for all others. */
export interface PyArray {
  readonly py: 'array';
  readonly code: string;
  readonly items: readonly PyValue[];
}
/** Values no column type takes (dates, times, complex numbers): only their text is ever asked for. */
export interface PyOther {
  readonly py: 'other';
  readonly text: string;
}
/** A class or function on its way to being called. */
export interface PyClass {
  readonly py: 'class';
  readonly name: string;
}
