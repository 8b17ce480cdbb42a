import type { JsonObject, JsonValue } from '../../kernel/json';

const LONE_SURROGATE = /\p{Surrogate}/u;

function text(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new RangeError('canonical JSON: a lone surrogate is not text');
  // ECMAScript's escapes are those of RFC 8785 section 3.2.2.2.
  return JSON.stringify(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('canonical JSON: not a finite number');
  return JSON.stringify(value);
}

const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

function object(value: JsonObject): string {
  // Array.sort compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  const members = Object.keys(value)
    .sort()
    .map((key) => `${text(key)}:${canonicalise(value[key])}`);
  return `{${members.join(',')}}`;
}

/**
 * JSON Canonicalization Scheme (RFC 8785).
 * @throws RangeError for NaN, infinities and lone surrogates; TypeError for what is not JSON.
 */
export function canonicalise(value: JsonValue | undefined): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return number(value);
    case 'string':
      return text(value);
    case 'object':
      return isArray(value) ? `[${value.map(canonicalise).join(',')}]` : object(value);
    default:
      throw new TypeError(`canonical JSON: ${typeof value} is not JSON`);
  }
}
