import type { JsonObject, JsonValue } from '../../kernel/json';
import { isCanonical } from './canonical-json';

/** What the checks need of an event; the rest is carried along. */
export interface EventFacts {
  readonly id: string;
  /** UTC, milliseconds since the epoch. */
  readonly at: number;
  readonly type: string;
  /** Id of the officer who states it, if one does. */
  readonly officer: string | undefined;
  readonly investigation: string | undefined;
  readonly commit: Readonly<Record<string, string>>;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string';

const isTexts = (value: JsonValue | undefined): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every(isText);

/** Undefined when it is no JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Reads an event of version 1. Undefined unless it is canonical JSON (RFC 8785) with every field in its form, and never an error. */
export function readEvent(text: string): EventFacts | undefined {
  const value = parseJson(text);
  if (!isObject(value) || !isCanonical(text, value) || value['v'] !== 1) return undefined;
  const { id, at, type, actor, investigation, commit } = value;
  if (!isText(id) || !isText(at) || !isText(type) || !isTexts(commit)) return undefined;
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds)) return undefined;
  const officer = isObject(actor) && actor['kind'] === 'officer' ? actor['id'] : undefined;
  return {
    id,
    at: milliseconds,
    type,
    officer: isText(officer) ? officer : undefined,
    investigation: isText(investigation) ? investigation : undefined,
    commit,
  };
}
