import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Half a step below 10^15, from where the nearest double is 10^15 itself: PostgreSQL writes that with an exponent, and ECMAScript without. */
const NUMBER: Change = ['abs(number) < 1000000000000000', 'abs(number) < 999999999999999.9375'];

const NOW = `at BETWEEN clock_timestamp() - interval '5 s' AND clock_timestamp() + interval '5 s'`;
/** The first 48 bits of a UUIDv7 are its milliseconds. */
const OF_ITS_TIME = `to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)
              BETWEEN at - interval '5 s' AND at + interval '5 s'`;
const TIME: Change = [`(${NOW})`, `(${NOW}\n         AND ${OF_ITS_TIME})`];

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['canonical_number', NUMBER],
  ['append', TIME],
];

/**
 * Nobody can state an event that no verifier reads, after which the log would never be proven again; nor one whose id is of
 * another day than the event, under which an auditor, who searches by ids, would look for it.
 */
export class EventsAsTheyAreRead1770000000936 implements MigrationInterface {
  readonly name = 'EventsAsTheyAreRead1770000000936';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, change] of CHANGES) await runner.query(reworded(name, [change], 'custody'));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, [from, to]] of CHANGES) await runner.query(reworded(name, [[to, from]], 'custody'));
  }
}
