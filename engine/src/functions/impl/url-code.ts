/** Addresses of the web: their parts, and text inside them. */
import { raise } from '../../errors/raise.ts';

const PARTS = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const ALLOWED = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=\u0080-\uffff]|%[0-9A-Fa-f]{2})*$/;

export function urlPart(strict: boolean): (url: string, part: string, key?: string) => string | null {
  return (url, part, key) => {
    const found = ALLOWED.test(url) ? PARTS.exec(url) : null;
    if (found === null) return strict ? raise('INVALID_URL', { url }) : null;
    if (key === undefined) return partOf(found, part);
    return part === 'QUERY' && found[4] !== undefined ? queryValue(found[4], key) : null;
  };
}

const SERVER = /^(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;

function partOf([, protocol, authority, path = '', query, fragment]: RegExpExecArray, part: string): string | null {
  switch (part) {
    case 'HOST':
      return SERVER.exec(authority ?? '')?.[2] || null;
    case 'PATH':
      return authority === undefined && protocol !== undefined && !path.startsWith('/') ? null : path;
    case 'QUERY':
      return query ?? null;
    case 'REF':
      return fragment ?? null;
    case 'PROTOCOL':
      return protocol ?? null;
    case 'FILE':
      return query === undefined ? path : `${path}?${query}`;
    case 'AUTHORITY':
      return authority ?? null;
    case 'USERINFO':
      return SERVER.exec(authority ?? '')?.[1] ?? null;
    default:
      return null;
  }
}

function queryValue(query: string, key: string): string | null {
  for (const pair of query.split('&')) if (pair.startsWith(`${key}=`)) return pair.slice(key.length + 1);
  return null;
}

/** As forms do it: blanks become plus signs. */
export function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function urlDecoded(strict: boolean): (text: string) => string | null {
  return (text) => {
    if (/%(?![0-9A-Fa-f]{2})/.test(text)) return strict ? raise('CANNOT_DECODE_URL', { url: text }) : null;
    const bytes = Buffer.from(
      text
        .replaceAll('+', ' ')
        .replaceAll(/%([0-9A-Fa-f]{2})|[^%]/gu, (whole, hex?: string) =>
          hex === undefined
            ? Buffer.from(whole, 'utf8').toString('latin1')
            : String.fromCharCode(Number.parseInt(hex, 16)),
        ),
      'latin1',
    );
    return bytes.toString('utf8');
  };
}
