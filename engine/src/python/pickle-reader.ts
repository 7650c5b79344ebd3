/** Unpickler for protocols 0 to 5: bytes of a Python worker or driver to plain values, bounded in depth and size. */
import { decodeUtf8 } from '../types/vector-reader.ts';
import { construct, float, narrowed, pickleError } from './pickle-construct.ts';
import type { PyClass, PyDict, PyList, PySet, PyValue } from './py-value.ts';

/** Deeper nesting is no data but an attack on the stack of whoever walks the result. */
const MAX_DEPTH = 1000;
const MAX_INT_BYTES = 65536;

export function unpickle(data: Uint8Array): PyValue {
  return new Unpickler(data).run();
}

class Unpickler {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #stack: PyValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo: PyValue[] = [];

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  run(): PyValue {
    try {
      while (true) {
        const op = this.#byte();
        if (op === 0x2e) break;
        if (!this.#atom(op) && !this.#structure(op) && !this.#oldAtom(op)) {
          pickleError(`invalid pickle opcode: ${op}`);
        }
      }
    } catch (error) {
      if (error instanceof RangeError) pickleError('pickle data ends too early');
      throw error;
    }
    return this.#pop();
  }

  /* ---- Values of the binary protocols, in order of how often they come. ---- */

  #atom(op: number): boolean {
    const stack = this.#stack;
    switch (op) {
      case 0x4b: // BININT1
        stack.push(this.#byte());
        return true;
      case 0x4d: // BININT2
        stack.push(this.#view.getUint16(this.#skip(2), true));
        return true;
      case 0x4a: // BININT
        stack.push(this.#view.getInt32(this.#skip(4), true));
        return true;
      case 0x8a: // LONG1
        stack.push(this.#long(this.#byte()));
        return true;
      case 0x8b: // LONG4
        stack.push(this.#long(this.#length4()));
        return true;
      case 0x47: // BINFLOAT
        stack.push(float(this.#view.getFloat64(this.#skip(8), false)));
        return true;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(this.#text(this.#byte()));
        return true;
      case 0x58: // BINUNICODE
        stack.push(this.#text(this.#length4()));
        return true;
      case 0x8d: // BINUNICODE8
        stack.push(this.#text(this.#length8()));
        return true;
      case 0x4e: // NONE
        stack.push(null);
        return true;
      case 0x88: // NEWTRUE
        stack.push(true);
        return true;
      case 0x89: // NEWFALSE
        stack.push(false);
        return true;
      case 0x43: // SHORT_BINBYTES
      case 0x55: // SHORT_BINSTRING
        stack.push(this.#string(op === 0x55, this.#bytes(this.#byte())));
        return true;
      case 0x42: // BINBYTES
      case 0x54: // BINSTRING
        stack.push(this.#string(op === 0x54, this.#bytes(this.#length4())));
        return true;
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        stack.push(this.#bytes(this.#length8()));
        return true;
      default:
        return false;
    }
  }

  /* ---- Containers, memo, calls. ---- */

  #structure(op: number): boolean {
    switch (op) {
      case 0x94: // MEMOIZE
        this.#memo.push(this.#top());
        return true;
      case 0x71: // BINPUT
        this.#put(this.#byte());
        return true;
      case 0x72: // LONG_BINPUT
        this.#put(this.#length4());
        return true;
      case 0x68: // BINGET
        this.#get(this.#byte());
        return true;
      case 0x6a: // LONG_BINGET
        this.#get(this.#length4());
        return true;
      case 0x28: // MARK
        if (this.#marks.length >= MAX_DEPTH) pickleError('pickle nested too deeply');
        this.#marks.push(this.#stack.length);
        return true;
      case 0x74: // TUPLE
        this.#push(this.#popMark());
        return true;
      case 0x29: // EMPTY_TUPLE
        this.#push([]);
        return true;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        this.#push(this.#popMany(op - 0x84));
        return true;
      case 0x80: // PROTO
        if (this.#byte() > 5) pickleError('unsupported pickle protocol');
        return true;
      case 0x95: // FRAME
        this.#skip(8);
        return true;
      default:
        return this.#collection(op) || this.#call(op);
    }
  }

  #collection(op: number): boolean {
    switch (op) {
      case 0x5d: // EMPTY_LIST
        this.#push({ py: 'list', items: [] });
        return true;
      case 0x6c: // LIST
        this.#push({ py: 'list', items: this.#popMark() });
        return true;
      case 0x61: // APPEND
        this.#items([this.#pop()]);
        return true;
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        this.#items(this.#popMark());
        return true;
      case 0x7d: // EMPTY_DICT
        this.#push({ py: 'dict', keys: [], values: [] });
        return true;
      case 0x64: // DICT
        this.#dict(this.#popMark());
        return true;
      case 0x73: // SETITEM
        this.#entries(this.#popMany(2));
        return true;
      case 0x75: // SETITEMS
        this.#entries(this.#popMark());
        return true;
      case 0x8f: // EMPTY_SET
        this.#push({ py: 'set', items: [] });
        return true;
      case 0x91: // FROZENSET
        this.#push({ py: 'set', items: this.#popMark() });
        return true;
      case 0x30: // POP
        this.#pop();
        return true;
      case 0x31: // POP_MARK
        this.#popMark();
        return true;
      case 0x32: // DUP
        this.#push(this.#top());
        return true;
      default:
        return false;
    }
  }

  #call(op: number): boolean {
    switch (op) {
      case 0x63: // GLOBAL
        this.#global(this.#line(), this.#line());
        return true;
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.#popMany(2);
        this.#global(String(module), String(name));
        return true;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const [callable, args] = this.#popMany(2);
        if (!isClass(callable) || !Array.isArray(args)) pickleError('only classes can be called');
        this.#push(construct((callable as PyClass).name, args as PyValue[]));
        return true;
      }
      case 0x62: // BUILD
        return pickleError('unsupported state of an object');
      case 0x50: // PERSID
      case 0x51: // BINPERSID
        return pickleError('persistent ids are not supported');
      case 0x97: // NEXT_BUFFER
        return pickleError('out-of-band buffers are not supported');
      default:
        return false;
    }
  }

  /* ---- Text values of protocol 0. ---- */

  #oldAtom(op: number): boolean {
    switch (op) {
      case 0x49: {
        // INT
        const line = this.#line();
        this.#push(line === '01' ? true : line === '00' ? false : parseInteger(line));
        return true;
      }
      case 0x4c: // LONG
        this.#push(parseInteger(this.#line().replace(/L$/, '')));
        return true;
      case 0x46: // FLOAT
        this.#push(float(parseFloatText(this.#line())));
        return true;
      case 0x53: // STRING
        this.#push(unquote(this.#line()));
        return true;
      case 0x56: // UNICODE
        this.#push(unescapeUnicode(this.#line()));
        return true;
      case 0x70: // PUT
        this.#put(Number(this.#line()));
        return true;
      case 0x67: // GET
        this.#get(Number(this.#line()));
        return true;
      default:
        return false;
    }
  }

  /* ---- Bytes. ---- */

  #byte(): number {
    const at = this.#at++;
    if (at >= this.#data.length) pickleError('pickle data ends too early');
    return this.#data[at]!;
  }

  #skip(count: number): number {
    const at = this.#at;
    if (count > this.#data.length - at) pickleError('pickle data ends too early');
    this.#at = at + count;
    return at;
  }

  #length4(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  #length8(): number {
    return Number(this.#view.getBigUint64(this.#skip(8), true));
  }

  #bytes(count: number): Uint8Array {
    const at = this.#skip(count);
    return this.#data.slice(at, at + count);
  }

  #text(count: number): string {
    const at = this.#skip(count);
    return decodeUtf8(this.#data, at, at + count);
  }

  /** Protocol 2 and below pickle Python 2's `str` so. */
  #string(isText: boolean, bytes: Uint8Array): PyValue {
    return isText ? Buffer.from(bytes).toString('latin1') : bytes;
  }

  #line(): string {
    const end = this.#data.indexOf(0x0a, this.#at);
    if (end < 0) pickleError('pickle data ends too early');
    const text = Buffer.from(this.#data.subarray(this.#at, end)).toString('latin1');
    this.#at = end + 1;
    return text;
  }

  #long(count: number): number | bigint {
    if (count > MAX_INT_BYTES) pickleError('integer too long');
    const at = this.#skip(count);
    if (count === 0) return 0;
    if (count === 8) return narrowed(this.#view.getBigInt64(at, true));
    let hex = '';
    for (let i = at + count - 1; i >= at; i--) hex += this.#data[i]!.toString(16).padStart(2, '0');
    return narrowed(BigInt.asIntN(count * 8, BigInt(`0x${hex}`)));
  }

  /* ---- Stack. ---- */

  #push(value: PyValue): void {
    this.#stack.push(value);
  }

  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #top(): PyValue {
    if (this.#stack.length === 0) pickleError('pickle stack underflow');
    return this.#stack.at(-1) as PyValue;
  }

  #pop(): PyValue {
    if (this.#stack.length <= this.#floor()) pickleError('pickle stack underflow');
    return this.#stack.pop() as PyValue;
  }

  #popMany(count: number): PyValue[] {
    const from = this.#stack.length - count;
    if (from < this.#floor()) pickleError('pickle stack underflow');
    return this.#stack.splice(from, count);
  }

  #popMark(): PyValue[] {
    const from = this.#marks.pop();
    if (from === undefined || from > this.#stack.length) return pickleError('no mark on the pickle stack');
    return this.#stack.splice(from);
  }

  /* ---- Memo and containers. ---- */

  #put(index: number): void {
    const memo = this.#memo;
    if (!(index >= 0 && index <= this.#data.length)) pickleError('memo index out of range');
    while (memo.length < index) memo.push(null);
    memo[index] = this.#top();
  }

  #get(index: number): void {
    const value = this.#memo[index];
    if (value === undefined) pickleError('memo key not found');
    else this.#push(value);
  }

  #items(items: PyValue[]): void {
    const into = this.#top() as PyList | PySet;
    if (into?.py !== 'list' && into?.py !== 'set') pickleError('items for something that is no list');
    for (const item of items) into.items.push(item);
  }

  #dict(entries: PyValue[]): void {
    this.#push({ py: 'dict', keys: [], values: [] });
    this.#entries(entries);
  }

  #entries(entries: PyValue[]): void {
    const into = this.#top() as PyDict;
    if (into?.py !== 'dict' || entries.length % 2 !== 0) pickleError('entries for something that is no dict');
    for (let i = 0; i < entries.length; i += 2) {
      into.keys.push(entries[i]!);
      into.values.push(entries[i + 1]!);
    }
  }

  #global(module: string, name: string): void {
    this.#push({ py: 'class', name: `${module}.${name}` });
  }
}

function isClass(value: PyValue | undefined): value is PyClass {
  return typeof value === 'object' && value !== null && 'py' in value && value.py === 'class';
}

function parseInteger(text: string): number | bigint {
  if (!/^\s*-?\d{1,20000}\s*$/.test(text)) return pickleError('invalid integer');
  return narrowed(BigInt(text.trim()));
}

function parseFloatText(text: string): number {
  const named: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: Number.NaN };
  return named[text] ?? Number(text);
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(x([0-9a-f]{2})|.)/g, (_, all: string, hex: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return { n: '\n', t: '\t', r: '\r' }[all] ?? all;
  });
}

function unescapeUnicode(text: string): string {
  return text.replaceAll(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g, (_, short: string | undefined, long: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long, 16)),
  );
}
