import type { JsonObject, JsonValue } from '../../kernel/json';
import { parseRecord, RECORD_LINES, type LogRecord } from '../../custody/pure/record';
import { readRepudiation, repudiatedBy } from '../../custody/pure/repudiation';
import { parseOpenings } from '../export-files';

/** One event of a custody history, as the page shows it. */
export interface HistoryEvent {
  readonly seq: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly type: string;
  /** `victim`, `officer`, `service` or `recipient`. */
  readonly actor: string;
  readonly detail: JsonObject;
  /** Values that were handed over, by field. */
  readonly opened: Readonly<Record<string, JsonValue>>;
  /** Fields that are committed to and withheld. */
  readonly withheld: readonly string[];
  /** The operator says that it was not made by whom it names. */
  readonly repudiated: boolean;
}

interface LoggedEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly actor?: { readonly kind?: string };
  readonly detail?: JsonObject;
  readonly commit?: Readonly<Record<string, string>>;
}

/** Up to the first five lines that are no record. */
function recordsIn(text: string): LogRecord[] {
  const lines = text.split('\n');
  const records: LogRecord[] = [];
  for (let at = 0; at + RECORD_LINES <= lines.length; at += RECORD_LINES) {
    const record = parseRecord(lines.slice(at, at + RECORD_LINES));
    if (record === undefined) break;
    records.push(record);
  }
  return records;
}

/**
 * The history that exported records tell. It takes them as they are: checking them is the verifier's part.
 * @param records content of `records.txt` @param openings content of `openings.jsonl`
 * @param repudiations content of `repudiations.txt`; empty where there is none
 */
export function historyOf(records: string, openings: string, repudiations: string): HistoryEvent[] {
  const opened = parseOpenings(openings) ?? new Map<string, never[]>();
  const stated = recordsIn(repudiations).map(readRepudiation);
  const repudiated = repudiatedBy(stated.filter((one) => one !== undefined));
  const history: HistoryEvent[] = [];
  for (const record of recordsIn(records)) {
    const event = JSON.parse(record.event) as LoggedEvent;
    const values = Object.fromEntries((opened.get(event.id) ?? []).map(({ field, value }) => [field, value]));
    history.push({
      seq: record.seq,
      at: event.at,
      type: event.type,
      actor: event.actor?.kind ?? '',
      detail: event.detail ?? {},
      opened: values,
      withheld: Object.keys(event.commit ?? {}).filter((field) => !(field in values)),
      repudiated: repudiated.has(event.id),
    });
  }
  return history;
}
