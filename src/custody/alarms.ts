import type { Transaction } from '../platform/database';
import { SERVICE_SUBJECT } from './event';
import { readResolution } from './pure/resolution';
import type { VerifierKey } from './pure/signed-note';

/** What is wrong: somebody remembers more of the log, or another one, than there is. */
export type AlarmKind =
  /** There was more of it. */
  | 'log-shorter'
  /** It was another one. */
  | 'other-history'
  /** A head was signed, and the log holds no checkpoint of it. */
  | 'checkpoint-missing'
  /** A head was put into the locked store, and is not there. */
  | 'published-head-missing'
  /** The log is not whole in itself. */
  | 'log-damaged';

/** A finding that makes an alarm. */
export interface Conflict {
  readonly what: AlarmKind;
  /** Who remembers it, in words. */
  readonly source: string;
  /** How many leaves the memory has; undefined where it is of no head. */
  readonly remembered?: number;
  /** How many leaves the log has now. */
  readonly found: number;
  /** What tells it from others of the kind. */
  readonly mark?: string;
}

export interface Alarm {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  readonly remembered: number | null;
  readonly found: number;
  readonly raisedAt: Date;
}

interface AlarmRow {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  readonly remembered: string | null;
  readonly found: string;
  readonly raised_at: Date;
  readonly resolutions: readonly string[];
}

const ALARMS = `
  SELECT a.id, a.what, a.source, a.remembered, a.found, a.raised_at,
    ARRAY(SELECT r.event FROM custody.record r WHERE r.subject = 'service:lintel'
        AND r.type = 'log-alarm-resolved' AND r.event::jsonb #>> '{detail,alarm}' = a.id::text) AS resolutions
  FROM custody.alarm a ORDER BY a.raised_at, a.id`;

const findingOf = ({ what, source, remembered, mark }: Conflict): string =>
  [what, source, remembered ?? '', mark ?? ''].join('/');

/** Raises an alarm, unless this finding has one. As the worker. @returns whether it is a new one */
export async function raiseAlarm(tx: Transaction, conflict: Conflict): Promise<boolean> {
  const { what, source, remembered = null, found } = conflict;
  const [row] = await tx.query<{ raised: boolean }>(
    'SELECT custody.raise_alarm($1, $2, $3, $4, $5) AS raised',
    [findingOf(conflict), what, source, remembered, found],
  );
  return row?.raised === true;
}

/**
 * Alarms with which nobody has dealt, oldest first. Only a resolution that is signed with a key of the log counts: a row in the
 * database settles nothing.
 */
export async function standingAlarms(tx: Transaction, keys: readonly VerifierKey[]): Promise<Alarm[]> {
  const rows = await tx.query<AlarmRow>(ALARMS);
  const settles = (id: string, event: string): boolean =>
    readResolution({ subject: SERVICE_SUBJECT, event }, keys)?.alarm === id;
  return rows
    .filter(({ id, resolutions }) => !resolutions.some((event) => settles(id, event)))
    .map(({ id, what, source, remembered, found, raised_at: raisedAt }) => ({
      id,
      what,
      source,
      remembered: remembered === null ? null : Number(remembered),
      found: Number(found),
      raisedAt,
    }));
}
