// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is text of templates.
/** Faults to plant into lowerings, the hand-over and optimizer rules: each would give wrong rows, and the net must find it. */

export interface Fault {
  /** Below `engine/src`. */
  readonly file: string;
  readonly why: string;
  /** Text that stands in the file once. */
  readonly text: string;
  readonly instead: string;
}

export const FAULTS: readonly Fault[] = [
  {
    file: 'functions/comparison.ts',
    why: 'natively, < takes what is equal too',
    text: 'duckdb: lowered(name),',
    instead: "duckdb: lowered(name === '<' ? '<=' : name),",
  },
  {
    file: 'functions/comparison.ts',
    why: 'natively, <=> of two NULLs is NULL',
    text: "lowered('IS NOT DISTINCT FROM')",
    instead: "lowered('=')",
  },
  {
    file: 'functions/logic.ts',
    why: 'natively, the last argument of coalesce goes first',
    text: "duckdb: (args) => sql`coalesce(${joinSql(args, ', ')})`",
    instead: "duckdb: (args) => sql`coalesce(${joinSql([...args].reverse(), ', ')})`",
  },
  {
    file: 'functions/logic.ts',
    why: 'natively, nullif gives its second argument',
    text: 'sql`nullif(${a}, ${b})`',
    instead: 'sql`nullif(${b}, ${a})`',
  },
  {
    file: 'functions/logic.ts',
    why: 'natively, if takes NULL for true',
    text: 'sql`CASE WHEN ${a} THEN ${b} ELSE ${c} END`',
    instead: 'sql`CASE WHEN NOT ${a} THEN ${c} ELSE ${b} END`',
  },
  {
    file: 'functions/string.ts',
    why: 'natively, a text is as long as its bytes',
    text: 'sql`CAST(length(${a}) AS INTEGER)`',
    instead: 'sql`CAST(strlen(${a}) AS INTEGER)`',
  },
  {
    file: 'functions/aggregate.ts',
    why: 'natively, every is any',
    text: 'sql`bool_and(${x})`',
    instead: 'sql`bool_or(${x})`',
  },
  {
    file: 'native/lower-expression.ts',
    why: 'natively, CASE has no ELSE',
    text: "e.otherwise === undefined ? sqlText('NULL') : lower(e.otherwise)",
    instead: "sqlText('NULL')",
  },
  {
    file: 'functions/aggregate.ts',
    why: 'natively, count_if counts what is false',
    text: 'sql`count(*) FILTER (WHERE ${x})`',
    instead: 'sql`count(${x})`',
  },
  {
    file: 'functions/aggregate.ts',
    why: 'natively, averages divide by all rows',
    text: '/ ${sqlAggregate(sql`count(${x})`)})`',
    instead: '/ ${sqlAggregate(sql`count(*)`)})`',
  },
  {
    file: 'exec/lowering/join-conditions.ts',
    why: 'natively, joins take no NULL for equal to another',
    text: 'sql`(${left} IS NOT DISTINCT FROM ${right})`',
    instead: 'sql`(${left} = ${right})`',
  },
  {
    file: 'exec/lowering/lower-join.ts',
    why: 'natively, NOT IN minds no NULL',
    text: 'sql`(${key.left} NOT IN (${inner([key.right], [])}))`',
    instead: 'sql`(${key.left} IN (${inner([key.right], [])}) IS NOT TRUE)`',
  },
  {
    file: 'optimizer/rules/push-down-filters.ts',
    why: 'a filter above a left join goes below it on the right',
    text: 'return rest([...sides.right, ...sides.both], { ...join, left: filtered(left, sides.left) });',
    instead:
      'return rest(sides.both, { ...join, left: filtered(left, sides.left), right: filtered(right, sides.right) });',
  },
  {
    file: 'optimizer/rules/push-down-filters.ts',
    why: 'what a full join says of its right side filters that side',
    text: "join.type !== 'right' && join.type !== 'full';",
    instead: "join.type !== 'right';",
  },
  {
    file: 'optimizer/rules/infer-null-filters.ts',
    why: 'a full join drops rows whose keys are NULL',
    text: "    case 'left-semi':\n      return true;",
    instead: "    case 'left-semi':\n    case 'full':\n      return true;",
  },
  {
    file: 'optimizer/rules/simplify-booleans.ts',
    why: 'what is not smaller is greater',
    text: "'<': '>=',",
    instead: "'<': '>',",
  },
  {
    file: 'optimizer/rules/push-down-filters.ts',
    why: 'a filter above a right join goes below it on the left',
    text: 'return rest([...sides.left, ...sides.both], { ...join, right: filtered(right, sides.right) });',
    instead:
      'return rest(sides.both, { ...join, left: filtered(left, sides.left), right: filtered(right, sides.right) });',
  },
  {
    file: 'optimizer/rules/push-down-filters.ts',
    why: 'what a left join says of its left side filters that side',
    text: "join.type === 'right' || join.type === 'left-semi';",
    instead: "join.type === 'right' || join.type === 'left' || join.type === 'left-semi';",
  },
  {
    file: 'optimizer/rules/infer-null-filters.ts',
    why: 'a right join drops rows whose keys are NULL',
    text: "    case 'right':\n      return side === 'left';",
    instead: "    case 'right':\n      return true;",
  },
  {
    file: 'optimizer/rules/infer-null-filters.ts',
    why: 'left and anti joins drop rows whose keys are NULL',
    text: "      return side === 'right';",
    instead: '      return true;',
  },
  {
    file: 'exec/lowering/grouping-sets.ts',
    why: 'natively, sets of no keys have a group where there are no rows',
    text: "sqlText(' HAVING count(*) > 0')",
    instead: "sqlText('')",
  },
  {
    file: 'optimizer/rules/share-subplans.ts',
    why: 'of a shared subplan, others get the rows that its first reader asks for',
    text: 'first.filter((e) => keys.every((those) => those.has(canonicalKey(e))))',
    instead: 'first.filter(() => keys.length > 0)',
  },
];
