import type { JsonValue } from '../../kernel/json';
import { isObject, parseJson } from './event-text';
import type { LogRecord } from './record';

/** The operator's statement that events were not made by whom they name. */
export interface Repudiation {
  readonly id: string;
  /** In the chain of the service: a later one can take an earlier one back, by naming it. */
  readonly seq: number;
  readonly events: readonly string[];
}

/** The subject of what is said of no clip and no investigation. */
export const SERVICE = 'service:lintel';

const isOperator = (actor: JsonValue | undefined): boolean =>
  isObject(actor) && actor['kind'] === 'service' && actor['id'] === 'operator';

const isIds = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

/** Undefined for every other record. Says nothing of whether it is in the log. */
export function readRepudiation({ subject, seq, event }: LogRecord): Repudiation | undefined {
  // Looked for in the text first: of a long log nearly every record is another.
  if (subject !== SERVICE || !event.includes('"type":"repudiated"')) return undefined;
  const said = parseJson(event);
  if (!isObject(said)) return undefined;
  const { id, type, actor, detail } = said;
  const events = isObject(detail) ? detail['events'] : undefined;
  if (type !== 'repudiated' || typeof id !== 'string' || !isOperator(actor) || !isIds(events))
    return undefined;
  return { id, seq, events };
}

/** Ids of the events that are repudiated. What a repudiation says that is repudiated itself counts no more. */
export function repudiatedBy(all: readonly Repudiation[]): ReadonlySet<string> {
  const repudiated = new Set<string>();
  for (const { id, events } of [...all].sort((one, other) => other.seq - one.seq)) {
    if (repudiated.has(id)) continue;
    for (const event of events) repudiated.add(event);
  }
  return repudiated;
}

/** `2 events repudiated`. */
export const repudiatedWords = (ids: readonly string[]): string =>
  `${ids.length} ${ids.length === 1 ? 'event' : 'events'} repudiated`;

/** A line of a verdict that names them. */
export const notGenuine = (ids: readonly string[]): string =>
  `Not made by whom they name, says the operator: ${ids.join(', ')}.`;
