import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Officer, Role } from '../../../src/features/identity';
import { outcomeFor } from '../../factories/acting';
import { signedIn } from '../workspace/client';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let workspace: Client;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  workspace = new Client({ connectionString: world.database.urls.workspace });
  await workspace.connect();
});
afterAll(async () => {
  await workspace.end();
  await sealer.close();
  await world.close();
});

const as = (officer: Officer, sql: string, values: unknown[], confirmed = true): Promise<number | string> =>
  outcomeFor({ admin: world.admin, workspace }, officer.id, sql, values, { confirmed });
const DENIED = '42501';

interface Scene {
  readonly desk: Desk;
  readonly item: string;
  readonly bundle: string;
}

/** A decided item, its forms, and a sealed bundle for the prosecution. */
async function scene(): Promise<Scene> {
  const desk = await Desk.open(world);
  const { id: item } = await seedItem(world, desk.home, desk.officer.id);
  await desk.decide([item], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  return { desk, item, bundle: await desk.bundle(sealer, 'prosecution') };
}

async function member({ desk }: Scene, role: Role): Promise<Officer> {
  const officer = await world.officer(role);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [desk.home.investigation, officer.id, desk.officer.id],
  );
  return officer;
}

async function letIn({ desk }: Scene, role: Role): Promise<Officer> {
  const officer = await world.officer(role);
  await world.admin.query(
    `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at)
     VALUES (gen_random_uuid(), $1, $2, 'A threat', now() + interval '1 hour')`,
    [desk.home.investigation, officer.id],
  );
  return officer;
}

const DECISION = `INSERT INTO lintel.decision (id, investigation_id, clip_id, classification, meets_test, original_to_defence,
  description, reason, decided_by) VALUES (gen_random_uuid(), $1, $2, 'evidence', false, false, '', 'Seen', $3)`;
const BUNDLE = `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, requested_by)
  VALUES ($3::uuid, $1, 'court', 9, 'x', $3::uuid::text, $2)`;
const RESTRICTED = [
  'decision',
  'disclosure_review',
  'schedule',
  'schedule_item',
  'restricted_schedule_item',
  'schedule_number',
  'bundle_schedule',
  'bundle_withheld',
  'bundle_seal',
  'bundle_entry',
  'bundle_reading',
];

describe('decisions, forms and bundles, as PostgreSQL sees people', () => {
  let made: Scene;
  beforeAll(async () => {
    made = await scene();
  });

  it('are there for the disclosure officer of the case', async () => {
    const { desk } = made;
    expect(await as(desk.officer, 'SELECT 1 FROM lintel.decision', [])).toBe(1);
    expect(await as(desk.officer, 'SELECT 1 FROM lintel.bundle_seal', [])).toBe(1);
  });

  it.each(RESTRICTED)('are nobody else’s: %s', async (table) => {
    const sql = `SELECT 1 FROM lintel.${table}`;
    expect(await as(await world.officer('disclosure'), sql, [])).toBe(0);
    for (const role of ['investigator', 'supervisor'] as const)
      expect(await as(await member(made, role), sql, [])).toBe(0);
  });

  it('show every member which bundles hold an item, and nobody else', async () => {
    const sql =
      'SELECT 1 FROM lintel.bundle_item JOIN lintel.bundle_state USING (bundle_id) WHERE state = $1';
    expect(await as(await member(made, 'investigator'), sql, ['sealed'])).toBe(1);
    expect(await as(await world.officer('supervisor'), sql, ['sealed'])).toBe(0);
  });

  it('are read in an emergency by a disclosure officer, and nothing is decided, made or taken in one', async () => {
    const { desk, item, bundle } = made;
    const guest = await letIn(made, 'disclosure');
    const { investigation } = desk.home;
    expect(await as(guest, 'SELECT 1 FROM lintel.decision', [])).toBe(1);
    expect(await as(guest, DECISION, [investigation, item, guest.id])).toBe(DENIED);
    expect(await as(guest, BUNDLE, [investigation, guest.id, randomUUID()])).toBe(DENIED);
    const revoke = `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'revoked', 'x')`;
    expect(await as(guest, revoke, [bundle])).toBe(DENIED);
    const take = `INSERT INTO lintel.bundle_ticket (id, bundle_id, officer_id, reason, expires_at)
      VALUES (gen_random_uuid(), $1, $2, 'x', now() + interval '1 hour')`;
    expect(await as(guest, take, [bundle, guest.id])).toBe(DENIED);
  });

  it('are made by no member of another role, and in nobody else’s name', async () => {
    const { desk, item } = made;
    const { investigation } = desk.home;
    const investigator = await member(made, 'investigator');
    const colleague = await member(made, 'disclosure');
    expect(await as(desk.officer, DECISION, [investigation, item, desk.officer.id])).toBe(1);
    expect(await as(desk.officer, DECISION, [investigation, item, colleague.id])).toBe(DENIED);
    expect(await as(investigator, DECISION, [investigation, item, investigator.id])).toBe(DENIED);
  });

  it('decide about no item of another investigation, though one is a member of both', async () => {
    const { desk, item } = made;
    const other = await scene();
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [other.desk.home.investigation, desk.officer.id],
    );
    const values = [other.desk.home.investigation, item, desk.officer.id];
    expect(await as(desk.officer, DECISION, values)).toBe(DENIED);
  });

  it('let a bundle be asked for, and a copy be taken, in a confirmed session alone', async () => {
    const { desk, bundle } = made;
    const values = [desk.home.investigation, desk.officer.id, randomUUID()];
    expect(await as(desk.officer, BUNDLE, values)).toBe(1);
    expect(await as(desk.officer, BUNDLE, values, false)).toBe(DENIED);
    const take = `INSERT INTO lintel.bundle_ticket (id, bundle_id, officer_id, reason, expires_at)
      VALUES (gen_random_uuid(), $1, $2, 'x', now() + interval '1 hour')`;
    expect(await as(desk.officer, take, [bundle, desk.officer.id])).toBe(1);
    expect(await as(desk.officer, take, [bundle, desk.officer.id], false)).toBe(DENIED);
  });

  it('give a copy to the session that asked for it, and to no other of its officer, confirmed or not', async () => {
    const { desk, bundle } = made;
    const { url, answer } = await desk.download(bundle);
    expect(answer.status).toBe(200);
    const other = await signedIn(world, desk.officer);
    expect((await other.call('GET', url)).status).toBe(404);
    expect((await desk.client.begin(url)).status).toBe(200);
  });

  it('take nothing more into a bundle or a form that is there', async () => {
    const { desk, bundle } = made;
    const { id: late } = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([late], { classification: 'evidence' });
    const item = `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer,
        description) SELECT $1, 9, $2, d.id, 'x', 'x', true, '', '' FROM lintel.decision d WHERE d.clip_id = $2`;
    expect(await as(desk.officer, item, [bundle, late])).toBe(DENIED);
    const row = `INSERT INTO lintel.schedule_item (schedule_id, position, clip_id, label, description, producer)
      SELECT s.id, 9, $2, 'x', 'x', '' FROM lintel.schedule s WHERE s.investigation_id = $1 AND s.form = 'MG12'`;
    expect(await as(desk.officer, row, [desk.home.investigation, late])).toBe(DENIED);
  });

  it('bear no other name than the maker’s', async () => {
    const { desk } = made;
    const form = `INSERT INTO lintel.schedule (id, investigation_id, form, version, urn, certifications, signed_name, made_by, made_by_name)
      VALUES (gen_random_uuid(), $1, 'MG6D', 7, 'x', '[]', $4, $2, $3)`;
    const { investigation } = desk.home;
    const { id, displayName } = desk.officer;
    expect(await as(desk.officer, form, [investigation, id, displayName, displayName])).toBe(1);
    expect(await as(desk.officer, form, [investigation, id, displayName, 'Somebody Else'])).toBe(DENIED);
    expect(await as(desk.officer, form, [investigation, id, 'Somebody Else', null])).toMatch(/42501|23514/);
  });

  it('supersede no bundle of another kind or investigation', async () => {
    const { desk, bundle } = made;
    const sql = BUNDLE.replace('requested_by)', 'requested_by, supersedes)').replace('$2)', '$2, $4)');
    const values = [desk.home.investigation, desk.officer.id, randomUUID(), bundle];
    expect(await as(desk.officer, sql, values)).toBe('23503');
  });
});
