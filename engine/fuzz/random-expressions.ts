/** Expressions of a wanted kind over the columns in scope: columns, constants, operators, conditions, casts and calls. */
import { chance, type Dice, one } from './dice.ts';
import { type CallShape, type CallShapes, callText } from './function-calls.ts';
import { type Column, type Kind, LITERALS, LOWERED_KINDS, ORDERED_KINDS } from './random-tables.ts';

export type Scope = readonly Column[];

export interface ExpressionSettings {
  readonly roll: Dice;
  readonly calls: CallShapes;
  /** Constants in examples are kept more often, as what is no date or number would only raise errors. */
  readonly ansi: boolean;
  /** Only of what native plans may hold, so that the plan around it can be one. */
  readonly lowered: boolean;
  /** Is told the name of each function and operator that is written. */
  readonly onUse: (name: string) => void;
}

const NUMBERS = ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'decimal'];
const WHOLE = ['tinyint', 'smallint', 'int', 'bigint'];
const DATES = ['date', 'timestamp', 'timestamp_ntz'];
/** Casts that have a meaning for most values. */
const CASTS: Readonly<Record<Kind, readonly Kind[]>> = {
  boolean: ['int', 'double', 'decimal'],
  tinyint: ['smallint', 'int', 'boolean'],
  smallint: ['tinyint', 'int', 'bigint'],
  int: ['tinyint', 'bigint', 'decimal', 'double', 'boolean'],
  bigint: ['int', 'smallint', 'decimal', 'timestamp'],
  float: ['double', 'int', 'decimal'],
  double: ['float', 'int', 'bigint', 'decimal', 'boolean'],
  decimal: ['int', 'bigint', 'double', 'decimal'],
  string: [...NUMBERS, ...DATES, 'boolean', 'array<int>', 'struct<a:int,b:string>', 'binary'],
  binary: ['string'],
  date: ['timestamp', 'timestamp_ntz'],
  timestamp: ['date', 'timestamp_ntz'],
  timestamp_ntz: ['date', 'timestamp'],
};
/** Those with a native twin, in ANSI mode at least. */
const LOWERED_CASTS: Readonly<Record<Kind, readonly Kind[]>> = {
  tinyint: ['int'],
  smallint: ['tinyint', 'int', 'decimal'],
  int: ['tinyint', 'smallint', 'bigint', 'decimal'],
  bigint: ['int', 'smallint', 'decimal'],
  double: ['int', 'float'],
  decimal: ['int', 'bigint', 'decimal', 'decimal'],
};
const DECIMAL_TYPES = ['decimal(9,2)', 'decimal(18,6)', 'decimal(38,10)', 'decimal(20,4)', 'decimal(5,0)'];

export class ExpressionMaker {
  readonly #roll: Dice;
  readonly #settings: ExpressionSettings;

  constructor(settings: ExpressionSettings) {
    this.#settings = settings;
    this.#roll = settings.roll;
  }

  value(kind: Kind, scope: Scope, depth: number): string {
    const way = this.#roll(100);
    if (depth <= 0 || way < 25) return this.column(kind, scope);
    if (way < 45) return this.#operation(kind, scope, depth - 1);
    if (way < 58) return this.#conditional(kind, scope, depth - 1);
    if (way < 65) return this.#cast(kind, scope, depth - 1);
    return this.#call(kind, scope, depth - 1);
  }

  /** A constant where there is no such column. */
  column(kind: Kind, scope: Scope): string {
    const fitting = scope.filter((column) => column.kind === kind);
    if (fitting.length > 0 && !chance(this.#roll, 12)) return one(this.#roll, ...fitting).name;
    return chance(this.#roll, 5) ? `CAST(NULL AS ${this.typeText(kind)})` : this.literal(kind);
  }

  literal(kind: Kind): string {
    return one(this.#roll, ...(LITERALS[kind] ?? ['NULL']));
  }

  typeText(kind: Kind): string {
    return kind === 'decimal' ? one(this.#roll, ...DECIMAL_TYPES) : kind;
  }

  condition(scope: Scope, depth: number): string {
    const way = this.#roll(10);
    if (depth > 0 && way < 3) {
      const word = this.#use(one(this.#roll, 'and', 'or'));
      return `(${this.condition(scope, depth - 1)} ${word} ${this.condition(scope, depth - 1)})`;
    }
    if (depth > 0 && way < 4) return `(${this.#use('not')} ${this.condition(scope, depth - 1)})`;
    if (way < 9) return this.comparison(scope, depth);
    return this.value('boolean', scope, depth);
  }

  comparison(scope: Scope, depth: number): string {
    const kind = this.#kindIn(scope);
    const a = this.value(kind, scope, depth - 1);
    switch (this.#roll(8)) {
      case 0:
        return `(${a} is ${one(this.#roll, '', 'not ')}null)`;
      case 1: {
        this.#use('in');
        const list = Array.from({ length: 1 + this.#roll(4) }, () => this.column(kind, []));
        return `(${a} ${one(this.#roll, '', 'not ')}in (${list.join(', ')}))`;
      }
      case 2:
        return `(${a} between ${this.column(kind, [])} and ${this.column(kind, scope)})`;
      case 3:
        if (kind === 'string') return this.#match(a);
        return `(${a} is ${one(this.#roll, '', 'not ')}distinct from ${this.column(kind, scope)})`;
      default: {
        const operator = this.#use(one(this.#roll, '=', '<', '>', '<=', '>=', '<=>'));
        return `(${a} ${operator} ${this.value(this.#comparable(kind), scope, depth - 1)})`;
      }
    }
  }

  #use(name: string): string {
    this.#settings.onUse(name);
    return name;
  }

  /** Of what can be compared, mostly what there are columns of. */
  #kindIn(scope: Scope): Kind {
    const comparable = this.#settings.lowered ? LOWERED_KINDS : ORDERED_KINDS;
    const kinds = scope.map(({ kind }) => kind).filter((kind) => comparable.includes(kind));
    return kinds.length === 0 || chance(this.#roll, 10) ? one(this.#roll, ...comparable) : one(this.#roll, ...kinds);
  }

  #comparable(kind: Kind): Kind {
    if (this.#settings.lowered || !chance(this.#roll, 20)) return kind;
    if (NUMBERS.includes(kind)) return one(this.#roll, ...NUMBERS);
    return DATES.includes(kind) ? one(this.#roll, ...DATES) : kind;
  }

  #match(a: string): string {
    const negated = one(this.#roll, '', 'not ');
    const patterns = ["'%a%'", "'x'", "'_'", "'%\\\\%%'", "'ß%'", "'1%'", "''", "'%'"];
    const pattern = (): string => one(this.#roll, ...patterns);
    switch (this.#settings.lowered ? 4 : this.#roll(5)) {
      case 0:
        this.#use('ilike');
        return `(${a} ${negated}ilike ${pattern()})`;
      case 1:
      case 2: {
        const all = this.#roll(2) === 0;
        this.#use(`${negated === '' ? '' : 'not'}like${all ? 'all' : 'any'}`);
        return `(${a} ${negated}like ${all ? 'all' : 'any'} (${pattern()}, ${pattern()}))`;
      }
      case 3:
        this.#use('rlike');
        return `(${a} ${negated}rlike ${one(this.#roll, "'^[a-z]'", "'\\\\d+'", "'(x|y)$'", "'.'")})`;
      default:
        this.#use('like');
        return `(${a} ${negated}like ${pattern()})`;
    }
  }

  #operation(kind: Kind, scope: Scope, depth: number): string {
    const value = (k: Kind): string => this.value(k, scope, depth);
    if (NUMBERS.includes(kind)) return this.#arithmetic(kind, scope, depth);
    const { lowered } = this.#settings;
    switch (lowered && kind !== 'boolean' && kind !== 'string' ? undefined : kind) {
      case 'boolean':
        return this.condition(scope, depth);
      case 'string':
        if (!lowered && chance(this.#roll, 20)) return this.#element('array<string>', "'x'", scope, depth);
        this.#use('||');
        return `(${value('string')} || ${value(lowered ? 'string' : one(this.#roll, 'string', 'int'))})`;
      case 'date':
        return `(${value('date')} ${this.#use(one(this.#roll, '+', '-'))} ${this.#roll(40)})`;
      case 'timestamp':
      case 'timestamp_ntz':
        return `(${value(kind)} ${this.#use(one(this.#roll, '+', '-'))} interval ${one(this.#roll, "'1' day", "'3' month", "'90' minute")})`;
      case 'array<int>':
        return `array(${value('int')}, ${value('int')})`;
      case 'array<string>':
        return `array(${value('string')}, ${value('string')})`;
      case 'map<string,int>':
        return `map('x', ${value('int')})`;
      case 'struct<a:int,b:string>':
        return `named_struct('a', ${value('int')}, 'b', ${value('string')})`;
      default:
        return this.column(kind, scope);
    }
  }

  #element(kind: Kind, key: string, scope: Scope, depth: number): string {
    if (chance(this.#roll, 30))
      return `(${this.value('struct<a:int,b:string>', scope, depth)}).${kind === 'array<int>' ? 'a' : 'b'}`;
    this.#use('[]');
    const holder = kind === 'array<int>' && this.#roll(2) === 0 ? 'map<string,int>' : kind;
    return `(${this.value(holder, scope, depth)})[${holder.startsWith('map') ? key : 0}]`;
  }

  #arithmetic(kind: Kind, scope: Scope, depth: number): string {
    const value = (): string => this.value(kind, scope, depth);
    const whole = WHOLE.includes(kind);
    const { lowered } = this.#settings;
    const way = this.#roll(100);
    if (kind === 'int' && way < (lowered ? 20 : 10)) return this.#extracted(scope, depth);
    if (!lowered && kind === 'int' && way < 20) return this.#element('array<int>', "'x'", scope, depth);
    if (whole && way < 40) return this.#bits(kind, scope, depth);
    if (!lowered && way < 48) {
      this.#use('negative');
      return `(- ${value()})`;
    }
    if (way < 65 && (!lowered || whole || kind === 'decimal')) return this.#quotient(kind, scope, depth);
    return `(${value()} ${this.#use(one(this.#roll, '+', '-', '*'))} ${value()})`;
  }

  #quotient(kind: Kind, scope: Scope, depth: number): string {
    const [dividend, divisor] = [this.value(kind, scope, depth), this.value(kind, scope, depth)];
    const safe = chance(this.#roll, 85) ? `nullif(${divisor}, 0)` : divisor;
    return `(${dividend} ${this.#use(one(this.#roll, ...this.#divisions(kind)))} ${safe})`;
  }

  #divisions(kind: Kind): readonly string[] {
    if (kind === 'bigint') return ['div', '%'];
    if (WHOLE.includes(kind) || kind === 'float') return ['%'];
    return this.#settings.lowered ? ['/'] : ['/', '%'];
  }

  #extracted(scope: Scope, depth: number): string {
    const from = this.value(one(this.#roll, ...DATES), scope, depth);
    const field = one(this.#roll, 'year', 'month', 'quarter', 'doy');
    const name = this.#use(one(this.#roll, 'extract', 'date_part', 'datepart'));
    return name === 'extract' ? `extract(${field} from ${from})` : `${name}('${field}', ${from})`;
  }

  #bits(kind: Kind, scope: Scope, depth: number): string {
    const value = (): string => this.value(kind, scope, depth);
    const way = this.#roll(3);
    if (way === 0) return `(${this.#use('~')} ${value()})`;
    if (way === 1 && !this.#settings.lowered && (kind === 'int' || kind === 'bigint'))
      return this.#shifted(value(), scope);
    return `(${value()} ${this.#use(one(this.#roll, '&', '|', this.#settings.lowered ? '&' : '^'))} ${value()})`;
  }

  /** After the word ARRAY, MAP or STRUCT anywhere before, `>>` closes types, in Spark too. */
  #shifted(value: string, scope: Scope): string {
    const name = this.#use(one(this.#roll, '<<', 'shiftright', 'shiftrightunsigned'));
    const count = this.column('int', scope);
    return name === '<<' ? `(${value} << ${count})` : `${name}(${value}, ${count})`;
  }

  #conditional(kind: Kind, scope: Scope, depth: number): string {
    const value = (): string => this.value(kind, scope, depth);
    const test = (): string => this.condition(scope, depth - 1);
    switch (this.#roll(6)) {
      case 0:
        this.#use('if');
        return `if(${test()}, ${value()}, ${value()})`;
      case 1:
        return `${this.#use(one(this.#roll, 'coalesce', 'coalesce', 'ifnull'))}(${value()}, ${value()})`;
      case 2:
        if (!ORDERED_KINDS.includes(kind)) return value();
        return `${this.#use(one(this.#roll, 'greatest', 'least'))}(${value()}, ${value()})`;
      case 3:
        if (!ORDERED_KINDS.includes(kind)) return value();
        this.#use('nullif');
        return `nullif(${value()}, ${value()})`;
      case 4:
        return `case ${this.column('int', scope)} when 1 then ${value()} when ${this.#roll(3)} then ${value()} end`;
      default:
        this.#use('case');
        return `case when ${test()} then ${value()} when ${test()} then ${value()} else ${value()} end`;
    }
  }

  #cast(kind: Kind, scope: Scope, depth: number): string {
    const { ansi, lowered } = this.#settings;
    const from = (lowered ? LOWERED_CASTS : CASTS)[kind];
    if (from === undefined) return this.column(kind, scope);
    this.#use('cast');
    const word = ansi && chance(this.#roll, lowered ? 30 : 70) ? 'try_cast' : 'cast';
    return `${word}(${this.value(one(this.#roll, ...from), scope, depth)} AS ${this.typeText(kind)})`;
  }

  #call(kind: Kind, scope: Scope, depth: number): string {
    const { calls, lowered } = this.#settings;
    const shapes = calls.giving(kind, lowered || chance(this.#roll, 30));
    if (shapes.length === 0) return this.column(kind, scope);
    const shape = one(this.#roll, ...one(this.#roll, ...shapes));
    const variants = (chance(this.#roll, lowered ? 50 : 20) ? calls.variants(shape) : []).filter(
      ({ args }) => !lowered || args.every(({ kind }) => kind === undefined || LOWERED_KINDS.includes(kind)),
    );
    return this.call(variants.length === 0 ? shape : one(this.#roll, ...variants), scope, depth);
  }

  call(shape: CallShape, scope: Scope, depth: number): string {
    const { name, args } = shape;
    this.#use(name);
    const { ansi, lowered, calls } = this.#settings;
    const first = args.findIndex(({ kind }) => kind !== undefined);
    // Few calls go well with arguments of any value.
    const asShown = !lowered && chance(this.#roll, 35);
    const given = args.map(({ text, kind }, i) => {
      const isVariant = /^c\d+$/.test(text);
      // Positions and patterns are lowered where they are constants.
      const shown = (kind === 'string' && ansi && !lowered) || (lowered && i > first) ? 60 : asShown ? 80 : 15;
      const kept = kind !== undefined && calls.isParticular(shape, i) ? 85 : shown;
      return kind === undefined || (!isVariant && chance(this.#roll, kept)) ? text : this.value(kind, scope, depth);
    });
    return callText(name, given);
  }

  /** Any call at all, of whatever kind: in the long run each function has its turn. */
  anyCall(scope: Scope, depth: number): { readonly sql: string; readonly kind: Kind } {
    const { calls, lowered } = this.#settings;
    const shapes = one(this.#roll, ...(lowered ? calls.lowered : calls.functions));
    const shape = one(this.#roll, ...shapes);
    return { sql: this.call(shape, scope, depth), kind: shape.returns };
  }
}
