/**
 * How much memory DuckDB needs for a subplan whose rows have no room in it. It cuts them into parts, each of which is
 * then taken in by itself: fewer and larger parts do not fit, and of more of them not even the page that is being
 * filled. So what it needs grows with the root of the bytes and of its threads; with less it fails in the midst of its
 * work. A sort moreover holds the rows of the row group that each thread is merging.
 */
import type { HashAggregate, PhysicalNode } from '../../physical/node.ts';
import type { Attribute } from '../../tree/expression.ts';
import { foldUp, preorder } from '../../tree/transform.ts';
import type { DataType } from '../../types/data-type.ts';
import { PHYSICAL } from '../physical-shape.ts';
import { rowsFrom } from './inputs.ts';

/** What DuckDB may have; in bytes. */
export interface NativeMemory {
  /** At any time. */
  readonly own: number;
  /** With what the evaluator lends it. */
  readonly most: number;
  readonly threads: number;
}

/** All in bytes. */
export interface NeededMemory {
  readonly counted: number;
  /** Texts in the states of aggregates, which DuckDB neither counts nor puts on disk. */
  readonly uncounted: number;
}

/**
 * Times the root of the mebibytes of rows and of the threads, by the least limits with which DuckDB 1.5 got through 0.1
 * to 6 GB of rows, and some more: it needed up to 2 for sorts and 3.3 for groups.
 */
const OF_SORT = 2.25;
const OF_GROUPS = 3.5;
const MERGED_ROWS = 122_880;
/** With so short a limit only the first rows are kept. */
const FEW_ROWS = 5000;
/** Parts into which a join cuts its smaller side; of each, every thread fills two pages. */
const JOIN_PARTS = 16;
const PAGE = 256 * 1024;
/** Of its memory, what DuckDB takes a part to have room in, and what one really has room in. */
const BELIEVED_SHARE = 0.81;
const TRUE_SHARE = 0.5;

interface Found {
  readonly rows: number;
  /** Operators that run side by side share the room. */
  readonly square: number;
  readonly merged: number;
  readonly uncounted: number;
}

export function memoryNeeded(plan: PhysicalNode, room: NativeMemory): NeededMemory {
  const widths = storedWidths(plan);
  const total = foldUp<PhysicalNode, Found>(PHYSICAL, plan, (node, below) => {
    const rows = below.map((each) => each.rows);
    const groups = node.kind === 'hash-aggregate' ? mostGroups(node, rows[0] ?? 0, widths) : Number.POSITIVE_INFINITY;
    const held = PHYSICAL.children(node).map(
      ({ output }, i) => Math.min(groups, rows[i] ?? 0) * rowBytes(output, widths),
    );
    const own = needOf(node, held, room);
    const merges = own > 0 && sorts(node) ? room.threads * Math.min(rows[0] ?? 0, MERGED_ROWS) : 0;
    return {
      rows: Math.min(groups, rowsFrom(node, rows)),
      square: below.reduce((sum, each) => sum + each.square, own ** 2),
      merged: Math.max(merges * rowBytes(node.output, widths), ...below.map((each) => each.merged)),
      uncounted: below.reduce((sum, each) => sum + each.uncounted, textStates(node, rows[0] ?? 0, widths)),
    };
  });
  return { counted: Math.ceil(total.merged + Math.sqrt(total.square)), uncounted: total.uncounted };
}

const sorts = (node: PhysicalNode): boolean => node.kind === 'sort' || node.kind === 'window';

/** By the bytes it takes of its children. */
function needOf(node: PhysicalNode, held: readonly number[], room: NativeMemory): number {
  const [first = 0] = held;
  const root = (bytes: number): number => Math.sqrt(bytes * room.threads * 1024 ** 2);
  switch (node.kind) {
    case 'hash-join':
      // DuckDB builds of the smaller side.
      return ofJoin(Math.min(...held), root, room);
    case 'hash-aggregate':
      return node.keys.length === 0 || isSecond(node) ? 0 : OF_GROUPS * root(first);
    case 'sort':
      return node.global && (node.limit ?? Number.POSITIVE_INFINITY) > FEW_ROWS ? OF_SORT * root(first) : 0;
    case 'window':
      return OF_SORT * root(first);
    default:
      return 0;
  }
}

/** Where parts are too large, DuckDB makes more of them; but it takes some to have room that have none. */
function ofJoin(bytes: number, root: (bytes: number) => number, { most, threads }: NativeMemory): number {
  const part = bytes / JOIN_PARTS;
  return part > most * BELIEVED_SHARE ? OF_GROUPS * root(bytes) : part / TRUE_SHARE + threads * JOIN_PARTS * 2 * PAGE;
}

/** Values that take so many bits in a file are no more than those bits can tell apart. */
function mostGroups({ keys, child }: HashAggregate, rows: number, widths: Widths): number {
  const each = keys.map((key) => {
    const column = key.kind === 'bound' ? child.output[key.ordinal] : undefined;
    return 2 ** Math.ceil(8 * (widths.get(column?.id ?? -1) ?? OF_VALUE));
  });
  return Math.min(
    rows,
    each.reduce((product, values) => product * values, 1),
  );
}

/** DuckDB groups once, where the evaluator does it before and after an exchange. */
function isSecond({ child }: HashAggregate): boolean {
  return (child.kind === 'exchange' ? child.child : child).kind === 'hash-aggregate';
}

/** Each row may put another text in the place of the one that its group had. */
function textStates(node: PhysicalNode, rows: number, widths: Widths): number {
  if (node.kind !== 'hash-aggregate' || node.keys.length === 0 || isSecond(node)) return 0;
  const texts = node.aggregates.filter(({ returns }) => isText(returns));
  return texts.reduce((sum, { args }) => {
    const [e] = args;
    const stored = e?.kind === 'bound' ? node.child.output[e.ordinal] : undefined;
    return sum + rows * Math.max(OF_TEXT, widths.get(stored?.id ?? -1) ?? 0);
  }, 0);
}

/* ---- Widths of rows. ---- */

/** By the ids of columns. */
type Widths = ReadonlyMap<number, number>;

const OF_VALUE = 8;
/** Hash and place. */
const OF_ROW = 16;
/** Of a text, its length and where it lies, or its first bytes. */
const OF_POINTER = 16;
/** A text of which nothing is known; in a dictionary it may seem shorter than it is. */
const OF_TEXT = 20;

const isText = ({ kind }: DataType): boolean => kind === 'string' || kind === 'binary';

function storedWidths(plan: PhysicalNode): Widths {
  const scans = [...preorder(PHYSICAL, plan)].filter((node) => node.kind === 'file-scan');
  return new Map(
    scans.flatMap(({ output, estimate }) => (estimate?.widths ?? []).map((width, i) => [output[i]?.id ?? -1, width])),
  );
}

function rowBytes(output: readonly Attribute[], widths: Widths): number {
  return output.reduce(
    (sum, { id, type }) => sum + (isText(type) ? OF_POINTER + Math.max(OF_TEXT, widths.get(id) ?? 0) : OF_VALUE),
    OF_ROW,
  );
}
