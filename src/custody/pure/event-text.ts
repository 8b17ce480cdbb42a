import type { JsonObject, JsonValue } from '../../kernel/json';
import { canonicalise } from './canonical-json';

/** What the checks need of an event; the rest is carried along. */
export interface EventFacts {
  readonly id: string;
  /** UTC, milliseconds since the epoch. */
  readonly at: number;
  readonly type: string;
  /** Id of the officer who states it, if one does. */
  readonly officer?: string;
  readonly commit: Readonly<Record<string, string>>;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined when it is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Reads an event of version 1. Undefined unless it is canonical JSON (RFC 8785) with every field in its form. */
export function readEvent(text: string): EventFacts | undefined {
  const value = parseJson(text);
  if (!isObject(value) || canonicalise(value) !== text || value['v'] !== 1) return undefined;
  const { id, at, type, actor, commit } = value;
  if (typeof id !== 'string' || typeof at !== 'string' || typeof type !== 'string') return undefined;
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds) || !isObject(commit)) return undefined;
  const entries = Object.entries(commit);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) return undefined;
  const officer = isObject(actor) && actor['kind'] === 'officer' ? actor['id'] : undefined;
  return {
    id,
    at: milliseconds,
    type,
    ...(typeof officer === 'string' && { officer }),
    commit: Object.fromEntries(entries),
  };
}
