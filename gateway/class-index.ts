// Lists the classes declared under src/jvm: those of Java, Scala and Py4J as src/jvm/core-classes.generated.ts,
// Spark's as src/jvm/spark-classes.generated.ts. Run it with node after adding a class.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'src/jvm');

interface Declared {
  readonly javaName: string;
  readonly exported: string;
  readonly file: string;
}

/** `export const X: JavaClass<T> = javaClass('a.b.X', …)`, whatever function makes the class. */
const DECLARATION =
  /^export const (\w+\$?): (?:JavaClass\b[^=]*|\w+Class) = (?:new )?\w+(?:<[^(]*>)?\(\s*'([\w.$]+)'/gm;

function declaredIn(file: string): Declared[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const found = [...text.matchAll(DECLARATION)].map(([, exported = '', javaName = '']) => ({
    javaName,
    exported,
    file,
  }));
  const expected = text.match(/^export const \w+\$?: (?:JavaClass|\w+Class)\b/gm)?.length ?? 0;
  if (found.length !== expected)
    throw new Error(`${file} declares ${expected} classes, of which ${found.length} are named plainly`);
  return found;
}

export const INDEXES = [
  { file: 'core-classes.generated.ts', name: 'CORE_CLASSES', folders: ['java', 'py4j', 'scala'] },
  { file: 'spark-classes.generated.ts', name: 'SPARK_CLASSES', folders: ['hadoop', 'spark'] },
] as const;

export type ClassIndex = (typeof INDEXES)[number];

/** The text of an index for the declarations as they are now. */
export function classIndex({ name, folders }: ClassIndex): string {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) =>
        folders.some((each) => file.startsWith(`${each}/`)) && file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    .sort();
  const declared = files.flatMap(declaredIn);
  const alias = ({ javaName }: Declared): string => javaName.replace(/\W/g, '_');
  const imports = declared.map((each) => `import { ${each.exported} as ${alias(each)} } from './${each.file}';`);
  return [
    '// Generated from the folder by gateway/class-index.ts.',
    '',
    "import type { JavaClass } from './java-class.ts';",
    ...imports,
    '',
    `export const ${name}: readonly JavaClass[] = [`,
    ...declared.map((each) => `  ${alias(each)} as JavaClass,`),
    '];',
    '',
  ].join('\n');
}

if (import.meta.main) {
  for (const index of INDEXES) writeFileSync(join(FOLDER, index.file), classIndex(index));
}
