import { Desk } from '../disclosure/desk';
import { openWorld, type World } from '../workspace/world';

let world: World;
let desk: Desk;
beforeAll(async () => {
  // No worker: what is added waits to be locked, as it does while the worker has other work or is away.
  world = await openWorld();
  desk = await Desk.open(world);
});
afterAll(() => world.close());

const page = async (path: string): Promise<string> => {
  const answer = await desk.client.call('GET', path);
  expect(answer.status).toBe(200);
  return answer.text;
};

async function added(): Promise<string> {
  const form = new FormData();
  const fields = {
    kind: 'document',
    producerName: 'Sample Examiner',
    initials: 'SE',
    description: 'A report',
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob(['%PDF-1.7\n']), 'report.pdf');
  const answer = await desk.client.upload(desk.ofCase('additions'), form);
  expect(answer.status).toBe(201);
  return (answer.json() as { id: string }).id;
}

it('says of what an officer has added, and is not an exhibit yet, that it is being added, and nowhere that it is declined or waits for a decision', async () => {
  const id = await added();
  for (const path of [
    `/clips/${id}`,
    `/clips/${id}/triage`,
    `/investigations/${desk.home.investigation}/clips`,
  ]) {
    const html = await page(path);
    expect(html).toContain('Being added');
    expect(html).not.toContain('Declined. It stays');
    expect(html).not.toContain('To decide</strong>');
  }
  const html = await page(`/clips/${id}`);
  expect(html).toContain('It has its reference once the original is locked and checked');
  expect(html).not.toContain(`/clips/${id}/corrections`);
});
