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

/**
 * The same of what somebody else wrote: undefined where it has no canonical form. What is nested too deeply has none, either, and each
 * engine has an error of its own for it.
 */
export function canonicalOf(value: JsonValue): string | undefined {
  try {
    return canonicalise(value);
  } catch {
    return undefined;
  }
}

/** As ECMAScript writes a lone surrogate; also what only looks like it, after a backslash. */
const ESCAPED_SURROGATE = String.raw`\ud`;

/** Whether the keys of every object come in the order of RFC 8785. */
function inOrder(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isArray(value)) return value.every(inOrder);
  let last: string | undefined;
  for (const key of Object.keys(value)) {
    if ((last !== undefined && key <= last) || !inOrder(value[key])) return false;
    last = key;
  }
  return true;
}

/** One native call writes values and escapes as RFC 8785 does, and keys as they are ordered. */
function isPlainly(text: string, value: JsonValue): boolean {
  try {
    return JSON.stringify(value) === text && inOrder(value) && !text.includes(ESCAPED_SURROGATE);
  } catch {
    return false;
  }
}

/** Whether `canonicalise` writes this text for the value that was parsed from it. It never throws: whoever forges an event chooses the text. */
export const isCanonical = (text: string, value: JsonValue): boolean =>
  isPlainly(text, value) || canonicalOf(value) === text;
