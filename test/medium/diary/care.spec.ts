import { randomBytes } from 'node:crypto';
import { BothSides, main, send, write, type Given } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open();
});
afterAll(() => sides.close());

const care = async (given: Given) =>
  (await sides.client.call('GET', `/api/v1/invitations/${given.id}/care`)).json() as unknown as Record<
    string,
    unknown
  >;

describe('an advocate', () => {
  it('may be named by her or by an officer; both sides see it and the log holds no name', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    await her.post('/helper', { answer: 'yes', name: 'Ada Aid', organisation: 'Harbour' });
    expect(await care(given)).toMatchObject({ advocate: { acts: true, name: 'Ada Aid', saidBy: 'victim' } });
    expect((await sides.client.page(`/invitations/${given.id}`)).text).toContain('Ada Aid');
    const page = `/invitations/${given.id}`;
    await sides.client.typed(page, { acts: 'no' }, `${page}/advocate`);
    expect(await care(given)).toMatchObject({ advocate: { acts: false, saidBy: 'officer' } });
    const events = await sides.events(given.investigation, 'advocate-recorded');
    expect(events.map(({ actor }) => actor.kind)).toEqual(['victim', 'officer']);
    expect(JSON.stringify(events)).not.toMatch(/Ada|Harbour/);
    await her.post('/helper', { answer: 'unknown' });
    expect(await sides.events(given.investigation, 'advocate-recorded')).toHaveLength(2);
  });
});

describe('safe contact', () => {
  const safe = {
    channel: 'phone',
    address: '01632 960123',
    from: '10:00',
    until: '12:00',
    never: 'No voicemail',
    ask: 'Ask Sam.',
  };

  it('is recorded by form, told to her only in part, and hidden in the log', async () => {
    const given = await sides.invite();
    const path = `/invitations/${given.id}/safe-contact`;
    expect(await care(given)).toMatchObject({ safeContact: { channel: 'in-person', doNotContact: false } });
    const wrong = await sides.client.form(path, { ...safe, until: '09:00' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('01632 960123')]);
    expect((await sides.client.form(path, { ...safe, days: '2' })).status).toBe(303);
    expect(await care(given)).toMatchObject({ safeContact: { ...safe, days: [2], doNotContact: false } });
    const [, event] = await sides.events(given.investigation, 'safe-contact-recorded');
    expect(event?.detail).toMatchObject({ doNotContact: false });
    expect(JSON.stringify(event)).not.toMatch(/01632|voicemail|Sam/);

    const her = await sides.inDiary(given);
    await write(her, 'x');
    const receipt = await her.get(await send(her));
    expect(main(receipt)).toContain('Ask Sam. Give the reference at the top.');
    expect(receipt.text).not.toMatch(/01632|voicemail/);
  });

  it('is asked before a link is made: without an answer there is no link, and what was typed stays', async () => {
    const { investigation } = await sides.invite();
    const path = `/investigations/${investigation}/invitations`;
    const asked = await sides.client.page(`${path}/new`);
    expect(asked.text).not.toMatch(/ checked/);
    const links = async (): Promise<number> =>
      (await sides.client.call('GET', `/api/v1${path}`)).json().items.length;
    const before = await links();
    const none = await sides.client.form(path, { valid: '20', never: 'No voicemail' });
    expect([none.status, none.text]).toEqual([400, expect.stringContaining('is an answer too')]);
    expect(none.text).toContain('No voicemail');
    expect((await sides.client.call('POST', `/api/v1${path}`, { days: 20 })).status).toBe(400);
    expect(await links()).toBe(before);
    const made = await sides.client.form(path, { valid: '20', doNotContact: 'yes' });
    expect(made.status).toBe(201);
    expect(await links()).toBe(before + 1);
    const events = await sides.events(investigation, 'safe-contact-recorded');
    expect(events.at(-1)?.detail).toMatchObject({ doNotContact: true });
  });

  it('“do not contact” outweighs the rest, and stays', async () => {
    const given = await sides.invite();
    const path = `/invitations/${given.id}/safe-contact`;
    await sides.client.form(path, { ...safe, doNotContact: 'yes' });
    expect(await care(given)).toMatchObject({ safeContact: { doNotContact: true, channel: 'none' } });
    const undone = await sides.client.form(path, safe);
    expect([undone.status, undone.text]).toEqual([409, expect.stringContaining('it stays')]);
    expect((await sides.client.call('POST', `/api/v1${path}`, { channel: 'phone' })).status).toBe(409);
    expect(await care(given)).toMatchObject({ safeContact: { doNotContact: true } });
    expect((await sides.client.page(`/invitations/${given.id}`)).text).toContain('Nothing overrides this');
  });
});

describe('the receipt', () => {
  it('has a version that says nothing of what it is about, as a page and as a PDF', async () => {
    const her = await sides.inDiary(await sides.invite());
    await write(her, 'secret words');
    await her.upload([{ name: 'RingVideo at my door.mp4', bytes: randomBytes(900) }]);
    const path = await send(her);
    const full = main(await her.get(path));
    for (const text of [
      'How to check a file yourself',
      'What happens next',
      'If you want to stop',
      'Whom to ask',
      'Entry 1',
    ]) {
      expect(full).toContain(text);
    }
    const plain = await her.get(`${path}/plain`);
    expect([plain.status, plain.text]).toEqual([200, expect.stringContaining('Delivery note')]);
    expect(plain.text).not.toMatch(
      /police|evidence|stalk|crime|investigation|officer|diary|pressured|RingVideo|secret words/i,
    );
    // What it counts is what it lists: an entry of the diary is neither.
    const listed = plain.text.match(/<h2[^>]*>Item \d+<\/h2>/g)?.length ?? 0;
    const counted = /Items\s*<\/dt>\s*<dd[^>]*>\s*(\d+)/.exec(plain.text)?.[1];
    expect([listed, counted]).toEqual([1, '1']);
    const pdf = await her.get(`${path}/plain.pdf`);
    expect(pdf.headers['content-disposition']).toMatch(/^attachment; filename="note-[0-9A-Z-]+\.pdf"$/);
    expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
    const stranger = await sides.inDiary(await sides.invite());
    for (const end of ['', '.pdf', '/plain', '/plain.pdf'])
      expect((await stranger.get(path + end)).status).toBe(404);
  });
});
