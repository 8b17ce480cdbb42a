import {
  account,
  applicationsWorld,
  begin,
  client,
  clips,
  complete,
  incident,
  occasions,
  of,
  read,
  reference,
  save,
  wordsOf,
  world,
} from './applications.world';

applicationsWorld();

describe('what an application says', () => {
  it.each([
    ['a fixed period under two years', { duration: 'fixed', months: 23 }],
    ['months of an order until further order', { duration: 'further-order', months: 24 }],
    ['months without a choice', { months: 24 }],
    ['a birth ahead', { respondent: { bornOn: '2200-01-01' } }],
    ['a birth before 1900', { respondent: { bornOn: '1899-12-31' } }],
  ])('does not take %s', async (_, body) => {
    expect((await client.call('POST', of('applications'), body)).status).toBe(400);
  });

  it('chooses no duration by itself', async () => {
    const id = await begin();
    expect((await read(id)).content).toMatchObject({ duration: null, months: null });
    expect((await client.page(`/applications/${id}`)).text).not.toMatch(/name="duration"[^>]*checked/);
    const open = { ...complete(), duration: null, months: null };
    const refused = await save(id, { ...open, finished: true });
    expect([refused.status, refused.json().detail]).toEqual([
      400,
      expect.stringContaining('how long the order is to last'),
    ]);
  });

  it('loses no words: what is too long, or stands under an act that is not ticked, comes back with its reason', async () => {
    const id = await begin();
    const [first, second] = occasions;
    const long = `${'He waited at the gate.\r\n'.repeat(100)}The end`;
    const refused = await client.form(`/applications/${id}/versions`, {
      ...{
        kind: 'full',
        occasions: first,
        [`words-${first}`]: long,
        [`words-${second}`]: 'He rang the bell.',
      },
    });
    expect(refused.status).toBe(400);
    for (const said of [
      'Occasion 1: At most 2,000 letters.',
      'Occasion 2: You wrote about it and did not tick it.',
      `href="#version-words-${second}"`,
      `id="version-words-${second}-error"`,
      'He rang the bell.',
      'The end',
    ])
      expect(refused.text).toContain(said);
    expect((await read(id)).newest).toBe(id);
    // As many letters as fit, however the ends of lines are sent.
    const fits = 'a\r\n'.repeat(999) + 'b';
    const saved = await client.form(`/applications/${id}/versions`, {
      ...{ kind: 'full', occasions: first, [`words-${first}`]: fits },
    });
    expect(saved.status).toBe(303);
    const next = (saved.headers.get('location') ?? '').split('/').at(-1) ?? '';
    expect((await read(next)).content.acts[0]?.words).toBe(fits.replaceAll('\r', ''));
  });

  it('for an interim order has its own title and test, and says when it is old or of somebody young', async () => {
    const young = { name: 'Young Respondent', bornOn: '2015-01-01' };
    const interim = { kind: 'interim', interimDays: 28, interimReason: 'He came back today.' };
    const body = {
      ...complete(),
      ...interim,
      conditions: {},
      respondent: young,
      ground: 'no-area',
      finished: true,
    };
    const first = await begin();
    const id = (await save(first, body)).json().id;
    const text = await wordsOf(id);
    for (const said of [
      'Application for an interim stalking protection order',
      'Why an interim order is appropriate now (section 5(3))',
      'He came back today.',
      'under 18: ask which court hears it',
      'British Transport Police',
    ])
      expect(text).toContain(said);
    for (const not of ['2(2)', '1(1)', 'Application for a stalking']) expect(text).not.toContain(not);
    const older = await wordsOf(first);
    expect(older).toContain('Not the newest version');
    expect(older).not.toContain('An officer wrote the words');
  });

  it('is not what it was once an order is recorded, an exhibit described anew, or the victim adds to an entry', async () => {
    const acts = [{ occasion: occasions[0], words: '' }];
    const saved = (): Promise<string> => begin({ ...complete(), acts });
    const changes = [
      () =>
        client.call('POST', of('orders'), {
          kind: 'restraining',
          madeOn: '2026-10-01',
          terms: 'Not her door',
        }),
      () =>
        world.admin.query(
          `UPDATE lintel.exhibit SET description = 'A man at the front door' WHERE clip_id = $1`,
          [clips[0]],
        ),
      () => incident('It was not he who shouted', 2, account),
    ];
    for (const change of changes) {
      const id = await saved();
      expect((await read(id)).changed).toEqual([]);
      await change();
      expect((await read(id)).changed).toEqual([1]);
    }
    const text = await wordsOf(await saved());
    expect(text).toContain(`The victim added to this: Incident 2 of ${reference}`);
    expect(text).toContain('In force: Restraining order of 1 October 2026');
  });
});
