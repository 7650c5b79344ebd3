// java.lang.StringBuilder and StringBuffer.

import { construct, javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, objectMethod } from '../../method.ts';
import { INT, OBJECT, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { valueText } from '../../value-text.ts';
import { CharSequence, Serializable } from './boxes.ts';
import { StringIndexOutOfBoundsException } from './exceptions.ts';

interface Text {
  text: string;
}

function builder(name: string): JavaClass<Text> {
  return javaClass(name, () => ({
    interfaces: [Serializable, CharSequence],
    constructors: [
      construct([], () => ({ text: '' })),
      construct([INT], () => ({ text: '' })),
      construct([STRING], (_, text) => ({ text })),
    ],
    methods: {
      append: objectMethod([OBJECT], (_, self, value) => {
        self.value.text += valueText(value);
        return self;
      }),
      insert: objectMethod([INT, OBJECT], (_, self, at, value) => {
        const { text } = self.value;
        if (at < 0 || at > text.length) {
          throw javaError(StringIndexOutOfBoundsException, `offset ${at}, length ${text.length}`);
        }
        self.value.text = text.slice(0, at) + valueText(value) + text.slice(at);
        return self;
      }),
      reverse: objectMethod([], (_, self) => {
        self.value.text = [...self.value.text].reverse().join('');
        return self;
      }),
      length: method([], (_, self) => self.text.length),
    },
    toText: (self) => self.text,
  }));
}

export const StringBuilder: JavaClass<Text> = builder('java.lang.StringBuilder');
export const StringBuffer: JavaClass<Text> = builder('java.lang.StringBuffer');
