import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const TAKES = `CREATE POLICY none_of_the_refused ON lintel.bundle_ticket AS RESTRICTIVE FOR INSERT TO lintel_workspace
  WITH CHECK (NOT EXISTS (SELECT lintel.refused_in_bundle(bundle_ticket.bundle_id)))`;

const GOES_ON: Change = [
  "x.state = 'revoked')",
  "x.state = 'revoked') AND NOT EXISTS (SELECT lintel.refused_in_bundle(b.id))",
];

/**
 * Of a bundle that holds what was refused after the seal an officer takes no copy either, and one that is being taken breaks off. Before, links
 * to it opened nothing, but the same file could be taken away and handed over.
 */
export class NoCopyOfTheRefused1770000001071 implements MigrationInterface {
  readonly name = 'NoCopyOfTheRefused1770000001071';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKES);
    await runner.query(reworded('may_go_on', [GOES_ON]));
  }

  async down(runner: QueryRunner): Promise<void> {
    const [from, to] = GOES_ON;
    await runner.query(reworded('may_go_on', [[to, from]]));
    await runner.query('DROP POLICY none_of_the_refused ON lintel.bundle_ticket');
  }
}
