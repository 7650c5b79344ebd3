/** Code of functions that look at an argument only when they need it. */
import { type Js, joinJs, js } from '../../fragments/js.ts';
import type { Compiled, LazyWriter } from '../define.ts';

const NEVER = js`false`;

/** The first argument from `from` on that is not NULL. */
export function firstPresent(writer: LazyWriter): Compiled {
  const [value, isNull, label] = [writer.fresh('v'), writer.fresh('n'), writer.fresh('b')];
  const steps: Js[] = [];
  let head = NEVER;
  for (let i = 0; i < writer.count; i++) {
    const arg = writer.arg(i);
    if (i === 0) head = arg.before;
    const before = i === 0 ? js`` : arg.before;
    steps.push(
      js`{\n${before}\nif (!${arg.isNull}) { ${value} = ${arg.value}; ${isNull} = false; break ${label}; }\n}`,
    );
  }
  return {
    before: js`${head}\nlet ${value} = ${writer.placeholder}, ${isNull} = true;\n${label}: {\n${joinJs(steps, '\n')}\n}`,
    isNull,
    value,
  };
}

/** One of two arguments, by a test on the first. */
export function either(
  writer: LazyWriter,
  test: (first: Compiled) => Js,
  yes: number | undefined,
  no: number,
): Compiled {
  const [value, isNull] = [writer.fresh('v'), writer.fresh('n')];
  const first = writer.arg(0);
  const assign = (i: number | undefined): Js => {
    if (i === undefined) return js`${isNull} = true;`;
    const arg = i === 0 ? { ...first, before: js`` } : writer.arg(i);
    return js`${arg.before}\n${isNull} = ${arg.isNull};\nif (!${isNull}) ${value} = ${arg.value};`;
  };
  return {
    before: js`${first.before}\nlet ${value} = ${writer.placeholder}, ${isNull} = false;\nif (${test(first)}) {\n${assign(yes)}\n} else {\n${assign(no)}\n}`,
    isNull,
    value,
  };
}

/** AND (`stop` is false) and OR (`stop` is true) over any number of arguments, by three-valued logic. */
export function connective(writer: LazyWriter, stop: boolean): Compiled {
  const [value, isNull, label] = [writer.fresh('v'), writer.fresh('n'), writer.fresh('b')];
  const steps: Js[] = [];
  let head = NEVER;
  for (let i = 0; i < writer.count; i++) {
    const arg = writer.arg(i);
    if (i === 0) head = arg.before;
    const before = i === 0 ? js`` : arg.before;
    const hit = stop ? arg.value : js`!${arg.value}`;
    steps.push(
      js`{\n${before}\nif (${arg.isNull}) ${isNull} = true; else if (${hit}) { ${value} = ${stop}; ${isNull} = false; break ${label}; }\n}`,
    );
  }
  return {
    before: js`${head}\nlet ${value} = ${!stop}, ${isNull} = false;\n${label}: {\n${joinJs(steps, '\n')}\n}`,
    isNull,
    value,
  };
}
