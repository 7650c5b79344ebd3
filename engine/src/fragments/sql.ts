/** The `sql` template: pieces of DuckDB SQL. Values become numbered parameters, names are quoted; nothing else is spelled in. */
import type { Value } from '../types/value.ts';

export interface Sql {
  readonly fragment: 'sql';
  readonly parts: readonly (string | SqlParameter)[];
}

export interface SqlParameter {
  readonly parameter: Value;
  /** DuckDB type the parameter is cast to, so that its meaning does not depend on inference. */
  readonly type: string;
}

export function sql(texts: TemplateStringsArray, ...inputs: readonly (Sql | number)[]): Sql {
  const parts: (string | SqlParameter)[] = [texts[0] as string];
  inputs.forEach((input, i) => {
    if (typeof input === 'number') parts.push(String(input));
    else parts.push(...input.parts);
    parts.push(texts[i + 1] as string);
  });
  return { fragment: 'sql', parts };
}

/** Text of our own choosing: keywords, function names. Never user data. */
export function sqlText(text: string): Sql {
  return { fragment: 'sql', parts: [text] };
}

export function sqlName(name: string): Sql {
  return sqlText(`"${name.replaceAll('"', '""')}"`);
}

export function sqlParameter(parameter: Value, type: string): Sql {
  return { fragment: 'sql', parts: [{ parameter, type }] };
}

export function joinSql(items: readonly Sql[], separator: string): Sql {
  return { fragment: 'sql', parts: items.flatMap((item, i) => (i === 0 ? item.parts : [separator, ...item.parts])) };
}

export function renderSql(fragment: Sql): { readonly text: string; readonly parameters: readonly Value[] } {
  const parameters: Value[] = [];
  const text = fragment.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      parameters.push(part.parameter);
      return `CAST($${parameters.length} AS ${part.type})`;
    })
    .join('');
  return { text, parameters };
}
