import { randomBytes } from 'node:crypto';
import { Desk } from '../disclosure/desk';
import { seedItem } from '../disclosure/support';
import { give, openIssueWorld, RECIPIENT, type IssueWorld } from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

/** By somebody who has taken over the database. */
const linkByHand = ({ desk, bundle }: { readonly desk: Desk; readonly bundle: string }): Promise<unknown> =>
  home.world.admin.query(
    `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash, code_hash, expires_at, issued_by)
     VALUES (gen_random_uuid(), $1, $2, 'defence', 'X', $3, 'x', now(), $4)`,
    [bundle, desk.home.investigation, randomBytes(32), desk.officer.id],
  );

it('the defence is given no bundle of a court with originals that are withheld from it, by rule and by database', async () => {
  const desk = await Desk.open(home.world);
  const item = await seedItem(home.world, desk.home, desk.officer.id);
  await desk.decide([item.id], { classification: 'evidence', originalToDefence: false });
  await desk.makeForms();
  const made = { desk, bundle: await desk.bundle(home.sealer, 'court') };
  const body = { recipientKind: 'defence', recipientName: RECIPIENT, days: 1 };
  const at = `/bundles/${made.bundle}/issues`;
  const answer = await desk.client.call('POST', `/api/v1${at}`, body);
  expect(answer.json()).toMatchObject({ status: 400, code: 'originals-withheld' });
  expect((await desk.client.form(at, { ...body, days: '1' })).text).toContain(
    `no decision gives to the defence: ${item.reference}.`,
  );
  await expect(linkByHand(made)).rejects.toThrow('must not go to that recipient');
  await give(made, { recipientKind: 'court' });
  await desk.decide([item.id], { classification: 'evidence', originalToDefence: true });
  await give(made, { recipientKind: 'defence' });
});
