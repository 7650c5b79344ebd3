/** Text as bytes of a character set, and back. */
import { raise } from '../../errors/raise.ts';

type Charset = 'latin1' | 'ascii' | 'utf8' | 'utf16' | 'utf16be' | 'utf16le' | 'utf32';

const CHARSETS: Readonly<Record<string, Charset>> = {
  'iso-8859-1': 'latin1',
  'us-ascii': 'ascii',
  'utf-8': 'utf8',
  'utf-16': 'utf16',
  'utf-16be': 'utf16be',
  'utf-16le': 'utf16le',
  'utf-32': 'utf32',
};

function charsetOf(name: string, functionName: string): Charset {
  return (
    CHARSETS[name.toLowerCase()] ??
    raise('INVALID_PARAMETER_VALUE.CHARSET', {
      functionName: `\`${functionName}\``,
      parameter: '`charset`',
      charset: name,
      charsets: Object.keys(CHARSETS).sort().join(', '),
    })
  );
}

const malformed = (functionName: string, charset: string): never =>
  raise('MALFORMED_CHARACTER_CODING', { function: `\`${functionName}\``, charset });

export function encoded(text: string, name: string): Uint8Array {
  const charset = charsetOf(name, 'encode');
  const highest = charset === 'ascii' ? 0x7f : charset === 'latin1' ? 0xff : Number.POSITIVE_INFINITY;
  if (Array.from(text).some((character) => (character.codePointAt(0) ?? 0) > highest)) malformed('encode', name);
  switch (charset) {
    case 'utf8':
      return new Uint8Array(Buffer.from(text, 'utf8'));
    case 'ascii':
    case 'latin1':
      return new Uint8Array(Buffer.from(text, 'latin1'));
    case 'utf16le':
      return new Uint8Array(Buffer.from(text, 'utf16le'));
    case 'utf16be':
      return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
    case 'utf16':
      return new Uint8Array(Buffer.from(text === '' ? '' : `\ufeff${text}`, 'utf16le').swap16());
    case 'utf32': {
      const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
      const buffer = Buffer.alloc(codes.length * 4);
      for (const [i, code] of codes.entries()) buffer.writeUInt32BE(code, i * 4);
      return new Uint8Array(buffer);
    }
  }
}

export function decoded(bytes: Uint8Array, name: string): string {
  const charset = charsetOf(name, 'decode');
  switch (charset) {
    case 'latin1':
      return Buffer.from(bytes).toString('latin1');
    case 'ascii':
      return bytes.some((byte) => byte > 0x7f) ? malformed('decode', name) : Buffer.from(bytes).toString('latin1');
    case 'utf32':
      return utf32Text(bytes, name);
    default:
      return decodedBy(charset, bytes, name);
  }
}

function decodedBy(charset: 'utf8' | 'utf16' | 'utf16be' | 'utf16le', bytes: Uint8Array, name: string): string {
  const little = charset === 'utf16le' || (charset === 'utf16' && bytes[0] === 0xff && bytes[1] === 0xfe);
  const label = charset === 'utf8' ? 'utf-8' : little ? 'utf-16le' : 'utf-16be';
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: charset !== 'utf16' }).decode(bytes);
  } catch {
    return malformed('decode', name);
  }
}

function utf32Text(bytes: Uint8Array, name: string): string {
  if (bytes.length % 4 !== 0) return malformed('decode', name);
  const buffer = Buffer.from(bytes);
  let text = '';
  for (let i = 0; i < buffer.length; i += 4) text += String.fromCodePoint(buffer.readUInt32BE(i));
  return text;
}

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What is no letter of the alphabet is passed over. */
export const fromBase64 = (text: string): Uint8Array =>
  new Uint8Array(Buffer.from(text.replaceAll(/[^A-Za-z0-9+/=]/g, ''), 'base64'));

const isBase64 = (text: string): boolean => {
  const plain = text.replaceAll(/\s/g, '');
  return (
    /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && (plain.includes('=') ? plain.length % 4 === 0 : plain.length % 4 !== 1)
  );
};

export function toBinary(
  strict: boolean,
  functionName = 'try_to_binary',
): (text: string, format?: string) => Uint8Array | null {
  return (text, format = 'hex') => {
    const kind = format.toLowerCase();
    const failed = (): null =>
      strict
        ? raise('CONVERSION_INVALID_INPUT', {
            str: `'${text}'`,
            fmt: `'${format.toUpperCase()}'`,
            targetType: '"BINARY"',
            suggestion: `\`${functionName}\``,
          })
        : null;
    switch (kind) {
      case 'utf-8':
      case 'utf8':
        return new Uint8Array(Buffer.from(text, 'utf8'));
      case 'base64':
        return isBase64(text) ? fromBase64(text) : failed();
      default:
        if (!/^[0-9a-fA-F]*$/.test(text)) return failed();
        return new Uint8Array(Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex'));
    }
  };
}
