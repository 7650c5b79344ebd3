/** Lateral column aliases: an item of a SELECT list that uses the name an earlier item was given. */
import { raise } from '../errors/raise.ts';
import type { Attribute, Expression, NamedExpression } from '../tree/expression.ts';
import { outputOf, toAttribute } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { attributesIn } from '../tree/references.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { hasWindow } from './aggregates.ts';
import { markAnalyzed } from './analyzed.ts';
import { resolveColumn, sameIdentifier } from './columns.ts';
import type { Scope } from './resolution.ts';
import { extractWindows } from './rules/extract-windows.ts';

/** Collects the aliases of one list as it is resolved from left to right. */
export class LateralAliases {
  readonly #base: Scope;
  readonly #caseSensitive: boolean;
  readonly #aliases: Attribute[] = [];
  readonly #used = new Set<number>();

  constructor(base: Scope, caseSensitive: boolean) {
    this.#base = base;
    this.#caseSensitive = caseSensitive;
  }

  get usedIds(): ReadonlySet<number> {
    return this.#used;
  }

  get used(): boolean {
    return this.#used.size > 0;
  }

  /** Generated names show the reference; an item that is nothing else is named by it. */
  add(item: NamedExpression): NamedExpression {
    if (item.kind === 'alias') this.#aliases.push(toAttribute(item));
    const alias = item.kind === 'attribute' ? this.#aliases.find((attribute) => attribute.id === item.id) : undefined;
    return alias ?? item;
  }

  /** Columns come first; an alias is used only where no column has the name. */
  scope(): Scope {
    if (this.#aliases.length === 0) return this.#base;
    return {
      ...this.#base,
      lookup: (parts, context, node) => this.#base.lookup(parts, context, node) ?? this.#lookup(parts, context),
    };
  }

  #lookup(parts: readonly string[], context: Expression['context']): Expression | undefined {
    const [name] = parts as [string];
    const found = this.#aliases.filter((attribute) => sameIdentifier(attribute.name, name, this.#caseSensitive));
    const [only] = found;
    if (only === undefined) return undefined;
    if (found.length > 1) {
      raise('AMBIGUOUS_LATERAL_COLUMN_ALIAS', { name: quoteIdentifier(name), n: String(found.length) }, { context });
    }
    this.#used.add(only.id);
    const column = resolveColumn({ attributes: found, caseSensitive: this.#caseSensitive }, parts, context);
    return column?.kind === 'attribute' ? { ...column, name: `lateralAliasReference(${name})` } : column;
  }

  /** One projection for each level of aliases, the innermost first. */
  stacked(list: readonly NamedExpression[], child: Plan): Plan {
    let plan = child;
    let pending = list;
    for (;;) {
      const waiting = new Set(
        pending.flatMap((item) => (item.kind === 'alias' && this.#used.has(item.id) ? [item.id] : [])),
      );
      const ready = pending.filter((item) => item.kind === 'alias' && waiting.has(item.id) && !readsAny(item, waiting));
      if (ready.length === 0) return withWindows(pending, plan);
      const done = new Map(ready.map((item) => [(item as { id: number }).id, toAttribute(item)]));
      plan = markAnalyzed(withWindows([...outputOf(plan), ...ready], plan));
      pending = pending.map((item) => (item.kind === 'alias' ? (done.get(item.id) ?? item) : item));
    }
  }
}

function withWindows(list: readonly NamedExpression[], child: Plan): Plan {
  return list.some(hasWindow) ? extractWindows(list, child) : { kind: 'project', list, child };
}

const readsAny = (item: Expression, ids: ReadonlySet<number>): boolean =>
  attributesIn(item).some((attribute) => ids.has(attribute.id));
