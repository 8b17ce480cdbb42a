import { Injectable, Module } from '@nestjs/common';
import type { EventId } from '../../kernel/ids';
import { Database } from '../../platform/database';

/** An alarm of the log as officers see it. */
export interface AlarmState {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  readonly remembered: number | null;
  readonly found: number;
  readonly raisedAt: Date;
  /** The event that says that it was dealt with, and when; null while it stands. */
  readonly resolvedBy: EventId | null;
  readonly resolvedAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  readonly remembered: string | null;
  readonly found: string;
  readonly raised_at: Date;
  readonly resolution: string | null;
}

/** Alarms of the log, newest first. */
@Injectable()
export class AlarmsService {
  constructor(private readonly database: Database) {}

  async list(): Promise<AlarmState[]> {
    const rows = await this.database.transaction((tx) =>
      tx.query<Row>(
        'SELECT id, what, source, remembered, found, raised_at, resolution FROM lintel.log_alarms()',
      ),
    );
    return rows.map(({ remembered, found, raised_at: raisedAt, resolution, ...row }) => {
      const event =
        resolution === null
          ? null
          : (JSON.parse(resolution) as { readonly id: EventId; readonly at: string });
      return {
        ...row,
        remembered: remembered === null ? null : Number(remembered),
        found: Number(found),
        raisedAt,
        resolvedBy: event?.id ?? null,
        resolvedAt: event === null ? null : new Date(event.at),
      };
    });
  }
}

/** The officers' side. */
@Module({ providers: [AlarmsService], exports: [AlarmsService] })
export class AlarmsModule {}
