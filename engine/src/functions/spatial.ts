/** Geometries and geographies. */
import { raise } from '../errors/raise.ts';
import { BINARY, type DataType, INT } from '../types/data-type.ts';
import { kinds, one, STRING_ARG } from './arg-types.ts';
import { familyOf, strict } from './calls.ts';
import type { ScalarFunction } from './define.ts';
import { asWellKnown, fromWellKnown, sridOf, withSrid } from './impl/well-known-binary.ts';

const declare = familyOf('st_funcs');
const AS_BINARY = kinds('BINARY', ['binary'], [BINARY]);
const SPATIAL = kinds('GEOGRAPHY or GEOMETRY', ['geography', 'geometry', 'void'], []);
const WGS84 = 4326;
const POINT = "X'0101000000000000000000F03F0000000000000040'";

/** No reference system, the web's map and degrees: those that Spark's clients know. */
const KNOWN: ReadonlySet<number> = new Set([0, 3857, WGS84]);

function checked(srid: number, kind: 'geometry' | 'geography'): number {
  const allowed = kind === 'geometry' ? KNOWN.has(srid) : srid === WGS84;
  return allowed ? srid : raise('ST_INVALID_SRID_VALUE', { srid: String(srid) });
}

/** A number that is no constant leaves the system open. */
const withSystem = (kind: 'geometry' | 'geography', srid: unknown): DataType => ({
  kind,
  srid: typeof srid === 'number' ? checked(srid, kind) : -1,
});

export const geomFromWkb = declare(
  'st_geomfromwkb',
  '4.1.0',
  'The geometry that a well-known binary holds, in the given reference system.',
  [[`hex(st_asbinary(st_geomfromwkb(${POINT}, 4326)))`, '0101000000000000000000F03F0000000000000040']],
  strict(
    [AS_BINARY, one(INT)],
    (_, { constants }) => withSystem('geometry', constants[1]),
    (binary: Uint8Array, srid: number) => fromWellKnown(binary, checked(srid, 'geometry'), false),
    { defaults: [0] },
  ),
);

export const geogFromWkb = declare(
  'st_geogfromwkb',
  '4.1.0',
  'The geography that a well-known binary holds, in degrees.',
  [[`hex(st_asbinary(st_geogfromwkb(${POINT})))`, '0101000000000000000000F03F0000000000000040']],
  strict([AS_BINARY], { kind: 'geography', srid: WGS84 }, (binary: Uint8Array) => fromWellKnown(binary, WGS84, true)),
);

export const asBinary = declare(
  'st_asbinary',
  '4.1.0',
  'The well-known binary of a geometry or geography: NDR has low bytes first, XDR high ones.',
  [[`hex(st_asbinary(st_geogfromwkb(${POINT}), 'XDR'))`, '00000000013FF00000000000004000000000000000']],
  strict([SPATIAL, STRING_ARG], BINARY, asWellKnown, { defaults: ['NDR'] }),
);

export const srid = declare(
  'st_srid',
  '4.1.0',
  'The number of the reference system.',
  [[`st_srid(st_geogfromwkb(${POINT}))`, '4326']],
  strict([SPATIAL], INT, sridOf),
);

export const setSrid: ScalarFunction = declare(
  'st_setsrid',
  '4.1.0',
  'The same coordinates in another reference system.',
  [[`st_srid(st_setsrid(st_geomfromwkb(${POINT}), 3857))`, '3857']],
  strict(
    [SPATIAL, one(INT)],
    ([type], { constants }) => withSystem(type.kind === 'geography' ? 'geography' : 'geometry', constants[1]),
    (value: Uint8Array, number: number) => withSrid(value, checked(number, 'geometry')),
  ),
);
