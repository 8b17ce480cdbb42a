import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Milliseconds since the epoch that an id of version 7 begins with (RFC 9562, 5.7): of an event, its time. */
const momentOf = (id: string): string =>
  `('x' || translate(left(${id}::text, 13), '-', ''))::bit(48)::bigint`;

/**
 * As a verifier does, by 10 s: clocks of two processes may each differ from the server's by 5 s. By more than a day nobody can wait for it: there the clock
 * was far ahead before, and the log says so itself.
 */
const GOES_ON: Change = [
  '     INSERT INTO custody.record (subject, seq, id,',
  `     IF (SELECT ${momentOf('r.id')} FROM custody.record r WHERE r.subject = add_record.subject AND r.seq = place - 1)
          - ${momentOf('add_record.id')} BETWEEN 10001 AND 86400000 THEN
       RAISE EXCEPTION 'custody: the clock has gone back behind what is written' USING ERRCODE = 'LC001';
     END IF;
     INSERT INTO custody.record (subject, seq, id,`,
];

/**
 * No event is dated before the one that it follows. Where the clock of PostgreSQL's machine was set back, as after a restored or halted virtual machine, what
 * was written from then on was dated before what stood there, and every verifier says of that chain for ever that it was back-dated: evidence of
 * tampering where there was none. Such an event is not taken until the clock is right again, like one of a process whose clock differs.
 */
export class TimeGoesOn1770000001305 implements MigrationInterface {
  readonly name = 'TimeGoesOn1770000001305';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('add_record', [GOES_ON], 'custody'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('add_record', [[GOES_ON[1], GOES_ON[0]]], 'custody'));
  }
}
