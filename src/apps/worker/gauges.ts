import { Gauge, type Registry } from 'prom-client';
import type { Queues } from '../../platform/queue';
import type { ServiceHealth } from '../../platform/services';

/** What an operator watches: work waiting, work failed, events not yet under a checkpoint, objects that are missing. */
export class Gauges {
  private readonly held: Gauge;

  constructor(
    registry: Registry,
    queues: Queues,
    health: ServiceHealth,
    pending: () => Promise<number>,
    troubled: (kind: 'damaged' | 'object-missing') => Promise<number>,
    alarms: () => Promise<number>,
    undone: () => Promise<readonly { readonly kind: string; readonly undone: number }[]>,
  ) {
    gauge(
      registry,
      'lintel_items_damaged',
      'Items and bundles whose stored files are not what was locked or sealed.',
      [],
      async (items) => items.set(await troubled('damaged')),
    );
    this.held = gauge(
      registry,
      'lintel_erasing_held',
      '1 while nothing is erased, because the database is older than the store, or than what a witness has seen.',
    );
    gauge(registry, 'lintel_services_away', 'Services that work waits for.', [], async (services) =>
      services.set((await health.look()).length),
    );
    gauge(
      registry,
      'lintel_objects_missing',
      'Clips whose bytes were not where their row says at the last sweep, whichever worker made it.',
      [],
      async (clips) => clips.set(await troubled('object-missing')),
    );
    gauge(registry, 'lintel_jobs', 'Jobs by queue and state.', ['queue', 'state'], async (jobs) => {
      for (const [queue, states] of Object.entries((await queues.counts()).queues)) {
        for (const [state, count] of Object.entries(states)) jobs.set({ queue, state }, count);
      }
    });
    gauge(registry, 'lintel_outbox_rows', 'Outbox rows that no relay has taken.', [], async (rows) =>
      rows.set((await queues.counts()).outbox.rows),
    );
    gauge(
      registry,
      'lintel_work_late',
      'Jobs that were asked for more than an hour ago and are not done.',
      [],
      async (late) => late.set((await queues.counts()).outbox.late),
    );
    gauge(
      registry,
      'lintel_custody_pending',
      'Custody records not yet under a signed checkpoint.',
      [],
      async (records) => records.set(await pending()),
    );
    gauge(
      registry,
      'lintel_custody_alarms',
      'Alarms of the custody log with which nobody has dealt.',
      [],
      async (standing) => standing.set(await alarms()),
    );
    gauge(
      registry,
      'lintel_judgements_undone',
      'Codes and passwords that were judged within an hour and of which the judgement was taken back, by kind.',
      ['kind'],
      async (judgements) => {
        for (const { kind, undone: count } of await undone()) judgements.set({ kind }, count);
      },
    );
  }

  erasingHeld(held: boolean): void {
    this.held.set(held ? 1 : 0);
  }
}

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[] = [],
  collect?: (gauge: Gauge) => Promise<void>,
): Gauge {
  const made: Gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    ...(collect && { collect: () => collect(made) }),
  });
  return made;
}
