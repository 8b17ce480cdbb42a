import { Desk } from '../disclosure/desk';
import { seedItem } from '../disclosure/support';
import { give, openIssueWorld, RECIPIENT, type IssueWorld } from './bench';

let home: IssueWorld;
beforeAll(async () => {
  home = await openIssueWorld();
});
afterAll(() => home.close());

it('the defence is given no bundle of a court with originals that are withheld from it', async () => {
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
  await give(made, { recipientKind: 'court' });
  await desk.decide([item.id], { classification: 'evidence', originalToDefence: true });
  await give(made, { recipientKind: 'defence' });
});
