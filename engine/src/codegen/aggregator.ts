/**
 * Hash aggregation: rows find their group in a table of keys, then one generated loop folds them into the groups' slots.
 * Output is in the order in which groups first appeared: keys, then each aggregate's buffer columns or its result.
 */
import { internal } from '../errors/internal.ts';
import type { QueryContext } from '../errors/query-context.ts';
import { code, constant, type Js, joinJs, js } from '../fragments/js.ts';
import type { AggregateOverload, Args, Compiled, GenContext, Slot, Slots } from '../functions/define.ts';
import { declared } from '../functions/registry.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { DataType } from '../types/data-type.ts';
import type { Batch, Vector } from '../types/vector.ts';
import { BATCH_ROWS } from '../types/vector.ts';
import { contextOf } from './emit-call.ts';
import { Emitter } from './emitter.ts';
import type { EvalEnv } from './eval-env.ts';
import { ExpressionGraph, type GraphNode } from './expression-graph.ts';
import { GroupTable } from './group-table.ts';
import { outputColumn } from './output-column.ts';
import { compileValues } from './pipeline.ts';
import { type SlotArray, SlotStore } from './slot-store.ts';
import { stateKeeper, Unit } from './unit.ts';
import { anyNull, EMPTY, FALSE, holds, isNever, orNull } from './writer.ts';

/** One aggregate: `partial` and `complete` read rows, `merge` and `final` the buffer columns at `buffers`. */
export interface AggregateUse {
  readonly mode: 'partial' | 'merge' | 'final' | 'complete';
  readonly fn: string;
  readonly overload: number;
  readonly args: readonly Expression[];
  readonly argTypes: readonly DataType[];
  readonly returns: DataType;
  readonly filter: Expression | undefined;
  readonly ansi: boolean;
  readonly buffers: readonly number[];
  readonly context?: QueryContext | undefined;
}

export interface AggregatorSpec {
  readonly keys: readonly Expression[];
  readonly aggregates: readonly AggregateUse[];
}

export interface Aggregator {
  /** Folds rows `from` to `to` (by default all) of a batch in. */
  update(batch: Batch, partition?: number, from?: number, to?: number): void;
  /** The group of each row, -1 where there is none yet. */
  find(batch: Batch, partition: number): Int32Array;
  /** Without keys there is always one group. */
  readonly groups: number;
  /** Memory held, roughly. */
  readonly bytes: number;
  /** The output as it stands; more rows may be folded in afterwards. */
  results(): Iterable<Batch>;
  /** Forgets all groups. */
  clear(): void;
}

/** Makes aggregators that share code but no data. */
export function compileAggregator({ keys, aggregates }: AggregatorSpec, env: EvalEnv): Aggregator {
  const members = withSlots(aggregates);
  const slots = members.flatMap((m) => m.slots);
  const keyTypes = keys.map(typeOf);
  const keyValues = compileValues(keys, env);
  const loops = weighed(members).map((part) => compileUpdate(part, keys.length > 0, env));
  const write = compileOutput(members, env);
  const newTable = (): GroupTable =>
    new GroupTable(
      keyTypes,
      keyTypes.map(() => true),
    );
  let table = newTable();
  const store = new SlotStore(slots);
  const count = (): number => (keys.length === 0 ? 1 : table.count);
  return {
    update: (batch, partition = 0, from = 0, to = batch.length) => {
      const groups = keys.length === 0 ? NO_GROUPS : table.add(keyValues(batch, partition), batch.length);
      store.reach(count());
      for (const loop of loops) loop(batch.columns, from, to, groups, partition, store.arrays);
    },
    find: (batch, partition) => table.find(keyValues(batch, partition), batch.length),
    get groups() {
      return count();
    },
    get bytes() {
      return table.bytes + store.bytes;
    },
    *results() {
      const total = count();
      store.reach(total);
      for (let from = 0; from < total; from += BATCH_ROWS) {
        const to = Math.min(total, from + BATCH_ROWS);
        yield { length: to - from, columns: [...table.keys(from, to), ...write(from, to, store.arrays)] };
      }
    },
    clear: () => {
      if (keys.length > 0) table = newTable();
      store.clear();
    },
  };
}

const NO_GROUPS = new Int32Array(0);

interface Member {
  readonly use: AggregateUse;
  readonly overload: AggregateOverload;
  readonly slots: readonly Slot[];
  /** Index of its first slot among all. */
  readonly first: number;
}

function withSlots(aggregates: readonly AggregateUse[]): readonly Member[] {
  let first = 0;
  return aggregates.map((use) => {
    const overload = overloadOf(use.fn, use.overload);
    const member = { use, overload, slots: bufferSlots(overload, use.argTypes, use.returns), first };
    first += member.slots.length;
    return member;
  });
}

function overloadOf(fn: string, overload: number): AggregateOverload {
  return declared('aggregate', fn).overloads[overload] ?? internal(`${fn} has no overload ${overload}`);
}

function bufferSlots(overload: AggregateOverload, argTypes: readonly DataType[], returns: DataType): readonly Slot[] {
  return typeof overload.buffer === 'function'
    ? overload.buffer(argTypes as unknown as Args<DataType>, returns)
    : overload.buffer;
}

/** Types of the buffer columns an aggregate gives in `partial` mode and takes in `final`. */
export function bufferTypes(use: Pick<AggregateUse, 'fn' | 'overload' | 'argTypes' | 'returns'>): readonly DataType[] {
  return bufferSlots(overloadOf(use.fn, use.overload), use.argTypes, use.returns).map((s) => s.type);
}

const readsRows = ({ mode }: AggregateUse): boolean => mode === 'partial' || mode === 'complete';

/** Aggregates are updated by several loops where one would be too large to be optimised. */
function weighed(members: readonly Member[]): readonly (readonly Member[])[] {
  const parts: Member[][] = [];
  for (const [i, member] of members.entries()) {
    if (i % 24 === 0) parts.push([]);
    (parts.at(-1) as Member[]).push(member);
  }
  return parts;
}

type Update = (
  columns: readonly Vector[],
  from: number,
  to: number,
  groups: Int32Array,
  partition: number,
  states: readonly unknown[],
  slots: readonly SlotArray[],
) => void;
type UpdateLoop = (
  columns: readonly Vector[],
  from: number,
  to: number,
  groups: Int32Array,
  partition: number,
  slots: readonly SlotArray[],
) => void;

function compileUpdate(members: readonly Member[], keyed: boolean, env: EvalEnv): UpdateLoop {
  const unit = new Unit();
  const graph = new ExpressionGraph();
  const emitter = new Emitter(unit, graph, env);
  emitter.say(keyed ? code('const g = groups[r];') : code('const g = 0;'));
  for (const member of members) {
    if (readsRows(member.use)) sayUpdate(emitter, graph, member);
    else sayMerge(emitter, graph, member);
  }
  const body = js`for (let r = from; r < to; r++) {\n${emitter.take()}\n}`;
  const { run, states } = unit.finish<Update>('columns, from, to, groups, partition, states, slots', body);
  const keep = stateKeeper(states);
  return (columns, from, to, groups, partition, slots) =>
    run(columns, from, to, groups, partition, keep(partition), slots);
}

function slotAccess(unit: Unit, member: Member): Slots {
  return (name) => {
    const i = member.slots.findIndex((s) => s.name === name);
    if (i < 0) internal(`${member.use.fn} has no slot ${name}`);
    return js`${unit.hoist(`s${member.first + i}`, `slots[${member.first + i}]`)}[g]`;
  };
}

function sayUpdate(emitter: Emitter, graph: ExpressionGraph, member: Member): void {
  const { use, overload } = member;
  const update = (): void => {
    const nodes = use.args.map((a) => graph.add(a));
    const args = nodes.map((n) => emitter.emit(n));
    const access = slotAccess(emitter.unit, member);
    const context = genContext(emitter, member, nodes, args);
    if (overload.nulls === 'manual') {
      emitter.say(overload.update(access, args.map(orNull) as unknown as Args<Js>, context));
      return;
    }
    const absent = anyNull(args.map((a) => a.isNull));
    const { statements } = emitter.nested(() => {
      emitter.say(overload.update(access, args.map((a) => a.value) as unknown as Args<Js>, context));
    });
    emitter.say(isNever(absent) ? js`{ ${statements} }` : js`if (!${absent}) { ${statements} }`);
  };
  if (use.filter === undefined) {
    update();
    return;
  }
  const test = emitter.emit(graph.add(use.filter));
  const { statements } = emitter.nested(update);
  emitter.say(js`if (${holds(test)}) {\n${statements}\n}`);
}

function sayMerge(emitter: Emitter, graph: ExpressionGraph, member: Member): void {
  const { statements } = emitter.nested(() => {
    const others = member.slots.map((slot, i) => {
      const ordinal = member.use.buffers[i] ?? internal(`${member.use.fn} has no buffer ${i}`);
      const nullable = slot.initial === null;
      const read = emitter.emit(graph.add({ kind: 'bound', ordinal, type: slot.type, nullable }));
      const value = orNull(read);
      return slot.unpack === undefined ? value : emitter.define('u', js`${constant(slot.unpack)}(${value})`);
    });
    const other: Slots = (name) =>
      others[member.slots.findIndex((s) => s.name === name)] ?? internal(`no slot ${name}`);
    const context = genContext(emitter, member, [], []);
    emitter.say(member.overload.merge(slotAccess(emitter.unit, member), other, context));
  });
  emitter.say(js`{\n${statements}\n}`);
}

function genContext(
  emitter: Emitter,
  { use, overload }: Member,
  nodes: readonly GraphNode[],
  args: readonly Compiled[],
): GenContext {
  const base = contextOf(
    emitter,
    {
      id: 0,
      expression: { kind: 'literal', type: use.returns, value: null },
      children: nodes,
      type: use.returns,
      weight: 1,
      deterministic: true,
      nullable: true,
      mayRaise: true,
    },
    { ansi: use.ansi, context: use.context, nullable: true },
    args,
  );
  const constants = use.args.map((a, i) => {
    if (a.kind === 'literal') return a.value;
    return overload.args[i]?.accept === 'foldable' ? emitter.constantOf(emitter.graph.add(a)) : undefined;
  });
  return Object.defineProperties(base, {
    argTypes: { value: use.argTypes },
    constants: { value: constants },
  });
}

type Output = (from: number, to: number, slots: readonly SlotArray[]) => readonly Vector[];

function compileOutput(members: readonly Member[], env: EvalEnv): Output {
  const unit = new Unit();
  const emitter = new Emitter(unit, new ExpressionGraph(), env);
  const sinks = members
    .flatMap((member) => outputsOf(member, emitter))
    .map(({ type, made }, i) => {
      const sink = outputColumn(type, i);
      emitter.say(sink.write(made));
      return sink;
    });
  const body = js`
const capacity = to - from;
${joinJs(
  sinks.map((s) => s.declare),
  '\n',
)}
let count = 0;
for (let g = from; g < to; g++) {
${emitter.take()}
count++;
}
return [${joinJs(
    sinks.map((s) => s.finish),
    ', ',
  )}];`;
  const { run, states } = unit.finish<
    (from: number, to: number, slots: readonly SlotArray[], states: readonly unknown[]) => readonly Vector[]
  >('from, to, slots, states', body);
  const kept = states.map((make) => make(0));
  return (from, to, slots) => run(from, to, slots, kept);
}

function outputsOf(member: Member, emitter: Emitter): readonly { readonly type: DataType; readonly made: Compiled }[] {
  const access = slotAccess(emitter.unit, member);
  const { use, overload, slots } = member;
  if (use.mode === 'complete' || use.mode === 'final') {
    const value = emitter.define('v', overload.finish(access, genContext(emitter, member, [], [])));
    return [{ type: use.returns, made: { before: EMPTY, isNull: js`(${value} === null)`, value } }];
  }
  return slots.map((slot) => {
    const live = access(slot.name);
    const value = slot.pack === undefined ? live : emitter.define('v', js`${constant(slot.pack)}(${live})`);
    const made: Compiled = { before: EMPTY, isNull: slot.initial === null ? js`(${value} === null)` : FALSE, value };
    return { type: slot.type, made };
  });
}
