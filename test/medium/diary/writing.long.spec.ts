import { randomUUID } from 'node:crypto';
import { VisitorBrowser, type Answer } from '../intake/support/visitor';
import { BothSides, main, send, write } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open();
});
afterAll(() => sides.close());

const WORDS = 'He stood at the gate.';
const ended = async (id: string): Promise<void> => {
  await sides.rows(
    `UPDATE lintel.intake_session SET expires_at = now() - interval '1 second' WHERE invitation_id = $1`,
    [id],
  );
};

describe('what she writes', () => {
  it('is kept while she writes, without a page for it, and is there when she opens the page again', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = randomUUID();
    const kept = await her.post(`/diary/${id}/what`, { words: WORDS, go: 'keep' });
    expect({ status: kept.status, text: kept.text }).toEqual({ status: 204, text: '' });
    expect((await her.get(`/diary/${id}/what`)).text).toContain(WORDS);
    expect((await her.post(`/diary/${id}/when`, { kind: 'exact', day: '31', go: 'keep' })).status).toBe(204);
    expect((await her.get(`/diary/${id}/when`)).text).toContain('value="31"');
  });

  it('is not kept over what she has sent', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, WORDS);
    await send(her);
    expect((await her.post(`/diary/${id}/what`, { words: 'x', go: 'keep' })).status).toBe(409);
  });

  it.each([25_000, 300_000])('comes back to her when %d letters are too many', async (length) => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, WORDS);
    const answer = await her.post(`/diary/${id}/what`, { words: `${'x'.repeat(length - 4)} end`, go: 'on' });
    expect(answer.status).toBe(400);
    expect(main(answer)).toMatch(/x{1000} end<\/textarea>/);
    expect((await her.get(`/diary/${id}/what`)).text).toContain(WORDS);
  });

  it('counts the end of a line once, as her browser does, in any writing', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, `${'😀'.repeat(9_000)}${'\r\n'.repeat(2_000)}`);
    expect((await her.get(`/diary/${id}/what`)).text).toContain('😀'.repeat(9_000));
    const given = await sides.invite();
    const other = await sides.letIn(given);
    await other.post('/pressure', { words: `${'y'.repeat(3_000)}${'\r\n'.repeat(900)}y` });
    const [said] = await sides.rows<{ words: string }>(
      'SELECT words FROM lintel.concern WHERE invitation_id = $1',
      [given.id],
    );
    expect(said?.words).toHaveLength(3_901);
  });

  it('is never taken for nothing where it is too much for its field: of pressure the beginning is kept, the rest comes back', async () => {
    const given = await sides.invite();
    const her = await sides.letIn(given);
    // Longer than the page lets anyone type, and cut where a character has two halves.
    await her.post('/pressure', { words: `${'y'.repeat(3_999)}😀 and more` });
    const [said] = await sides.rows<{ words: string }>(
      'SELECT words FROM lintel.concern WHERE invitation_id = $1',
      [given.id],
    );
    expect(said?.words).toBe(`${'y'.repeat(3_999)}\uFFFD`);
    const long = `Ada ${'a'.repeat(200)}`;
    const answer = await her.post('/helper', { answer: 'yes', name: long, organisation: 'Harbour' });
    expect([answer.status, main(answer).includes(long)]).toEqual([413, true]);
    expect((await her.get('/helper')).text).not.toContain('Harbour');
  });

  it('may hold any character', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, 'before\0after');
    expect((await her.get(`/diary/${id}/what`)).text).toContain('before\uFFFDafter');
  });

  it('comes back to her, to copy, when her session has ended meanwhile', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const id = await write(her, WORDS);
    await ended(given.id);
    const late = await her.post(`/diary/${id}/what`, { words: 'Then <b>he</b> left.', go: 'on' });
    expect(late.status).toBe(401);
    expect(main(late)).toContain('Then &lt;b&gt;he&lt;/b&gt; left.</textarea>');
    expect(main(late)).not.toContain(WORDS);
    // What she says of pressure is never shown again, and a look tells of nothing.
    expect(main(await her.post('/pressure', { words: 'My brother.' }))).not.toContain('My brother.');
    expect(main(await her.get(`/diary/${id}/what?words=x`))).not.toContain('textarea');
  });

  it('comes back from the page of many rows, too', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    await ended(given.id);
    const row = { 'day-1': '3', 'month-1': '٤', 'year-1': '2026', 'time-1': '9pm', 'what-1': 'At the gate.' };
    const late = await her.post('/diary/many', { 'id-1': randomUUID(), ...row, 'id-2': randomUUID() });
    expect([late.status, main(late)]).toEqual([
      401,
      expect.stringContaining('>3 ٤ 2026 9pm\nAt the gate.</textarea>'),
    ]);
  });

  it('comes back to copy when the entry was sent or taken out elsewhere meanwhile', async () => {
    const her = await sides.inDiary(await sides.invite());
    const [sent, gone] = [await write(her, WORDS), await write(her, WORDS)];
    await her.post(`/diary/${gone}/remove`);
    await send(her);
    const late = { words: 'Then he left.', go: 'on' };
    const answers = [
      await her.post(`/diary/${sent}/what`, late),
      await her.post(`/diary/${gone}/more`, late),
      await her.post(`/diary/${gone}/when`, { ...late, kind: 'exact', day: '3', month: 'March', year: '26' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 404, 404]);
    for (const answer of answers) expect(main(answer)).toContain('Then he left.</textarea>');
    expect(main(answers[2] ?? { text: '' })).toContain('>3 March 26\nThen he left.');
  });

  it('is no page for others to put words on', async () => {
    const stranger = new VisitorBrowser(sides.hers.base);
    const answer = await stranger.send('POST', `/diary/${randomUUID()}/what`, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://elsewhere.example' },
      body: 'words=hello',
    });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('hello');
  });
});

/** What the form that sends says on this page. */
function formOf(page: Answer): Record<string, string> {
  const form = /<form[^>]* action="\/send"[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? '';
  const fields = form.matchAll(/name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']): [string, string] => [name, value]));
}

describe('what is sent of the diary', () => {
  const asked = 'This page has changed. Please read it again.';
  const unsent = async (id: string): Promise<number> =>
    (await sides.rows('SELECT 1 FROM lintel.incident WHERE invitation_id = $1 AND sent_at IS NULL', [id]))
      .length;

  it.each([
    [
      'an entry that was begun on another device since',
      (her: VisitorBrowser) => write(her, 'Not for the police.'),
    ],
    [
      'another word in an entry',
      (her: VisitorBrowser, id: string) =>
        her.post(`/diary/${id}/what`, { words: 'No, he did not.', go: 'keep' }),
    ],
  ])('is what the page showed: with %s it is shown again, and nothing is sent', async (_what, change) => {
    const given = await sides.invite();
    const [her, elsewhere] = [await sides.inDiary(given), await sides.inDiary(given)];
    const id = await write(her, WORDS);
    const form = formOf(await her.get('/send'));
    await change(elsewhere, id);
    const before = await unsent(given.id);
    const refused = await her.post('/send', form);
    expect([refused.status, main(refused)]).toEqual([409, expect.stringContaining(asked)]);
    expect(await unsent(given.id)).toBe(before);
    expect((await her.post('/send', formOf(refused))).headers.location).toMatch(/^\/receipts\//);
    expect(await unsent(given.id)).toBe(0);
  });

  it('is nothing where a page sends files alone, and an entry was begun since', async () => {
    const given = await sides.invite();
    const [her, elsewhere] = [await sides.inDiary(given), await sides.inDiary(given)];
    await her.upload([{ name: 'a.mp4', bytes: Buffer.from('a') }]);
    const form = formOf(await her.get('/files'));
    expect(form['given']).toBe('yes');
    await write(elsewhere, WORDS);
    const refused = await her.post('/send', form);
    expect([refused.status, main(refused)]).toEqual([409, expect.stringContaining(WORDS)]);
    expect(await unsent(given.id)).toBe(1);
  });

  it('is told once where only the answer was lost, whatever was written since', async () => {
    const her = await sides.inDiary(await sides.invite());
    await write(her, WORDS);
    const form = formOf(await her.get('/send'));
    const { location } = (await her.post('/send', form)).headers;
    await write(her, 'Again.');
    expect((await her.post('/send', form)).headers.location).toBe(location);
  });
});
