// scala.Option: Some and None.

import { construct, javaClass, staticField } from '../define.ts';
import { sameValue, valueHash } from '../identity.ts';
import { NoSuchElementException } from '../java/util/exceptions.ts';
import type { JavaClass } from '../java-class.ts';
import { method, staticMethod } from '../method.ts';
import { OBJECT } from '../param-types.ts';
import { javaError } from '../throwable.ts';
import type { JavaObject, JavaValue } from '../value.ts';
import { valueText } from '../value-text.ts';

export type OptionState = { readonly defined: true; readonly value: JavaValue } | { readonly defined: false };

const NOTHING: OptionState = { defined: false };

export const Option: JavaClass<OptionState> = javaClass('scala.Option', () => ({
  methods: {
    isDefined: method([], (_, self) => self.defined),
    isEmpty: method([], (_, self) => !self.defined),
    nonEmpty: method([], (_, self) => self.defined),
    get: method([], (_, self) => {
      if (!self.defined) throw javaError(NoSuchElementException, 'None.get');
      return self.value;
    }),
    orNull: method([OBJECT], (_, self) => (self.defined ? self.value : null)),
    getOrElse: method([OBJECT], (_, self, other) => (self.defined ? self.value : other)),
    contains: method([OBJECT], (_, self, value) => self.defined && sameValue(self.value, value)),
  },
  statics: {
    apply: staticMethod([OBJECT], (_, value) => optionOf(value)),
    empty: staticMethod([], () => noneOption()),
  },
  toText: (self) => (self.defined ? `Some(${valueText(self.value)})` : 'None'),
  isEqual: (self, other) => {
    if (!Option.holds(other)) return false;
    const that = other.value;
    return self.defined && that.defined ? sameValue(self.value, that.value) : self.defined === that.defined;
  },
  hash: (self) => (self.defined ? valueHash(self.value) + 1 : 0),
}));

export const Some: JavaClass<OptionState> = javaClass('scala.Some', () => ({
  superclass: Option,
  constructors: [construct([OBJECT], (_, value) => ({ defined: true, value }))],
  methods: { value: method([], (_, self) => (self.defined ? self.value : null)) },
}));

export const None: JavaClass<OptionState> = javaClass('scala.None$', () => ({
  superclass: Option,
  staticFields: { MODULE$: staticField(OBJECT, () => noneOption()) },
}));

export function someOption(value: JavaValue): JavaObject<OptionState> {
  return Some.of({ defined: true, value });
}

export function noneOption(): JavaObject<OptionState> {
  return None.of(NOTHING);
}

/** Option.apply: null is None. */
export function optionOf(value: JavaValue): JavaObject<OptionState> {
  return value === null ? noneOption() : someOption(value);
}
