import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedCopy, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

const TEST =
  'Might the item reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused?';

describe('the pages of a disclosure officer', () => {
  it('lead from the work list through forms and preview to a copy of a sealed bundle', async () => {
    const desk = await Desk.open(world);
    const { client, officer } = desk;
    const item = await seedItem(world, desk.home, officer.id);
    await seedCopy(world, item);
    const home = `/investigations/${desk.home.investigation}/disclosure`;
    const other = await Desk.open(world);
    const none = await other.client.page(`/investigations/${other.home.investigation}/disclosure`);
    expect(none.text).toContain('Nothing has been sent yet.');

    expect((await client.page(`/investigations/${desk.home.investigation}`)).text).toContain(home);
    const list = await client.page(home);
    expect(list.text).toContain(TEST);
    expect(list.text).toContain(`Exhibit ${item.reference}`);

    const decide = (fields: Record<string, string>) =>
      client.form(`${home}/decisions`, { description: '', reason: 'Shows him', ...fields });
    const empty = await decide({ classification: 'unused' });
    expect(empty.status).toBe(400);
    expect(empty.text).toContain('Tick the items that you decide about.');
    expect(empty.text).toContain('Answer the question for unused material.');
    const wrong = await decide({ items: item.id, classification: 'not-relevant', meetsTest: 'yes' });
    expect([wrong.status, wrong.text.includes('Choose another classification')]).toEqual([400, true]);
    expect(wrong.text).toMatch(new RegExp(`value="${item.id}" checked`));
    const unused = { classification: 'unused', meetsTest: 'yes', description: 'Another man at the gate' };
    expect((await decide({ items: item.id, ...unused })).status).toBe(303);
    const decided = await client.page(`${home}?show=all`);
    expect(decided.text).toContain('Might meet the disclosure test');
    expect(decided.text).toContain('On the schedule: Another man at the gate');
    // By the page that shows the decision before it, as a browser sends it.
    const known = / name="known" value="([^"]+)"/.exec(decided.text)?.[1] ?? '';
    expect((await decide({ items: item.id, classification: 'evidence', known })).status).toBe(303);
    expect((await client.page(home)).text).toContain('Every item is decided.');

    for (const form of ['MG12', 'MG6C']) {
      const made = await client.form(`${home}/schedules`, { form });
      const draft = made.headers.get('location') ?? '';
      expect((await client.page(draft)).text).toContain('DRAFT for a person to check');
      const signed = await client.form(`${draft}/signature`, { signedName: officer.displayName });
      expect(signed.status).toBe(303);
      expect((await client.page(draft)).text).toContain('Signed by name');
    }
    const unsigned = await client.form(`${home}/schedules`, { form: 'MG6D', signedName: 'Nobody' });
    expect([unsigned.status, unsigned.text.includes('Type your name')]).toEqual([400, true]);
    const nil = await client.form(`${home}/schedules`, { form: 'MG6D', signedName: officer.displayName });
    const form = await client.page(nil.headers.get('location') ?? '');
    expect(form.text).not.toContain('DRAFT for a person to check');
    expect(form.text).toContain('For the prosecutor, not for the defence');
    expect(form.text).toContain('Nil return');

    const bundles = `/investigations/${desk.home.investigation}/bundles`;
    const preview = await client.page(`${bundles}/preview?kind=defence`);
    expect(preview.text).toContain('no original, viewing copy, custody record');
    expect(preview.text).toContain('no decision gives the original to the defence');
    expect(preview.text).toContain('The defence does not get this list.');
    expect(preview.text).toContain('Exhibit registered: producer');
    const forCourt = await client.page(`${bundles}/preview?kind=court`);
    expect(forCourt.text).toContain('What is withheld from the court, and why');
    expect(forCourt.text).not.toContain('no decision gives the original to the defence');
    const wanted = { kind: 'defence', supersedes: '', items: item.id };
    const asked = await client.typed(`${bundles}/preview?kind=defence`, wanted, bundles);
    expect(asked.status).toBe(303);
    const address = asked.headers.get('location') ?? '';
    expect((await client.page(address)).text).toContain('Being sealed');
    await sealer.seal(address.split('/').at(-1) ?? '');
    expect((await client.page(address)).text).toContain('Fingerprint of the key');
    expect((await client.form(`${address}/downloads`, { reason: '' })).status).toBe(400);
    const taken = await client.form(`${address}/downloads`, { reason: 'For the file' });
    const copy = await client.send('GET', taken.headers.get('location') ?? '');
    expect([copy.status, copy.headers.get('content-type')]).toEqual([200, 'application/zip']);
    await copy.arrayBuffer();

    expect((await client.form(`${address}/revoke`, { reason: 'A mistake' })).status).toBe(303);
    expect((await client.page(address)).text).toContain('Revoked');
    const review = await client.form(`${home}/reviews`, { occasion: 'defence-statement', reason: 'It came' });
    expect(review.status).toBe(303);
    expect((await client.page(home)).text).toContain('to be decided again');
  });
});
