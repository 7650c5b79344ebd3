// java.io.File: names of files and what the file system says of them.

import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { construct, javaClass, staticField } from '../../define.ts';
import { stringHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { ref, STRING } from '../../param-types.ts';
import { Comparable, Serializable } from '../lang/boxes.ts';

/** Whether a change of the file system could be made. */
function succeeds(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}

export const File: JavaClass<string> = javaClass('java.io.File', () => ({
  interfaces: [Serializable, Comparable],
  constructors: [
    construct([STRING], (_, path) => path),
    construct([STRING, STRING], (_, parent, child) => `${parent}/${child}`),
    construct([ref(File), STRING], (_, parent, child) => `${parent}/${child}`),
  ],
  methods: {
    getAbsolutePath: method([], (_, self) => resolve(self)),
    getCanonicalPath: method([], (_, self) => resolve(self)),
    getPath: method([], (_, self) => self),
    getName: method([], (_, self) => basename(self)),
    getParent: method([], (_, self) => (dirname(self) === '.' ? null : dirname(self))),
    exists: method([], (_, self) => existsSync(self)),
    isDirectory: method([], (_, self) => statSync(self, { throwIfNoEntry: false })?.isDirectory() ?? false),
    isFile: method([], (_, self) => statSync(self, { throwIfNoEntry: false })?.isFile() ?? false),
    length: method([], (_, self) => BigInt(statSync(self, { throwIfNoEntry: false })?.size ?? 0)),
    mkdir: method([], (_, self) => !existsSync(self) && succeeds(() => mkdirSync(self))),
    mkdirs: method([], (_, self) => !existsSync(self) && succeeds(() => mkdirSync(self, { recursive: true }))),
    delete: method([], (_, self) => existsSync(self) && succeeds(() => rmSync(self))),
    toURI: method([], (_, self) => pathToFileURL(self).href.replace('file:///', 'file:/')),
  },
  staticFields: {
    separator: staticField(STRING, () => '/'),
    pathSeparator: staticField(STRING, () => ':'),
  },
  toText: (self) => self,
  isEqual: (self, other) => File.holds(other) && other.value === self,
  hash: stringHash,
}));
