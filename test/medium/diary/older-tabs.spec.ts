import { VisitorBrowser } from '../intake/support/visitor';
import { BothSides, main, write, type Given } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open();
});
afterAll(() => sides.close());

const field = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const base = async (her: VisitorBrowser, path: string): Promise<string> =>
  field((await her.get(path)).text, 'base');

interface Care {
  readonly advocate?: { readonly acts: boolean; readonly name: string; readonly saidBy: string };
  readonly agreement?: { readonly decides: string; readonly name: string | null };
}
const care = async ({ id }: Given): Promise<Care> =>
  (await sides.client.call('GET', `/api/v1/invitations/${id}/care`)).json() as unknown as Care;
const recorded = async ({ investigation }: Given, type: string): Promise<number> =>
  (await sides.events(investigation, type)).length;

describe('who helps the victim', () => {
  it('is not overwritten by a tab that never showed it: both are there, and saved again the second counts', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const older = await base(her, '/helper');
    await her.post('/helper', { base: older, answer: 'yes', name: 'Ada Aid', organisation: 'Harbour' });
    const late = await her.post('/helper', { base: older, answer: 'yes', name: 'Ben Before' });
    expect(late.status).toBe(409);
    for (const words of ['changed on another page', 'Ada Aid', 'Harbour', 'value="Ben Before"'])
      expect(main(late)).toContain(words);
    expect(await care(given)).toMatchObject({ advocate: { name: 'Ada Aid' } });
    const again = { base: field(late.text, 'base'), answer: 'yes', name: 'Ben Before' };
    expect((await her.post('/helper', again)).status).toBe(303);
    expect(await care(given)).toMatchObject({ advocate: { name: 'Ben Before' } });
  });

  it('is not overwritten either where an officer has recorded it since', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const older = await base(her, '/helper');
    const said = { acts: true, name: 'Olga Officer', organisation: '' };
    await sides.client.call('POST', `/api/v1/invitations/${given.id}/advocate`, said);
    expect((await her.post('/helper', { base: older, answer: 'no' })).status).toBe(409);
    expect(await care(given)).toMatchObject({ advocate: { acts: true, saidBy: 'officer' } });
  });

  it('is said once where the button was pressed twice', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const form = { base: await base(her, '/helper'), answer: 'yes', name: 'Ada Aid', organisation: '' };
    expect((await her.post('/helper', form)).status).toBe(303);
    expect((await her.post('/helper', form)).status).toBe(303);
    expect(await recorded(given, 'advocate-recorded')).toBe(1);
  });

  it('is asked about, and kept on the page, where somebody was named and nothing chosen', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const page = await her.post('/helper', { name: 'Ada Aid', organisation: 'Harbour' });
    expect(page.status).toBe(400);
    for (const words of ['Choose one.', 'value="Ada Aid"', 'value="Harbour"'])
      expect(main(page)).toContain(words);
    expect((await her.post('/helper', { name: '', organisation: '' })).status).toBe(303);
  });
});

describe('who decides', () => {
  it('is not overwritten by a tab that never showed it', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const older = await base(her, '/agreement');
    const child = { for: 'child', relation: 'parent', name: 'Kim', agrees: 'yes' };
    await her.post('/agreement/who', { base: await base(her, '/agreement/who?for=child'), ...child });
    const late = await her.post('/agreement', { base: older, answer: 'unsure' });
    expect(late.status).toBe(409);
    for (const words of ['changed on another page', 'I am under 18', 'value="unsure" checked'])
      expect(main(late)).toContain(words);
    expect(await care(given)).toMatchObject({ agreement: { decides: 'child', name: 'Kim' } });
    const again = { base: field(late.text, 'base'), answer: 'unsure' };
    expect((await her.post('/agreement', again)).status).toBe(303);
    expect(await care(given)).toMatchObject({ agreement: { decides: 'unsure' } });
  });

  it('is not overwritten by an older tab that says who agrees for a child; what was typed there stays on it', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const older = await base(her, '/agreement/who?for=child');
    await her.post('/agreement', { base: await base(her, '/agreement'), answer: 'unsure' });
    const child = { for: 'child', relation: 'parent', name: 'Kim', agrees: 'yes' };
    const late = await her.post('/agreement/who', { base: older, ...child });
    expect([late.status, field(late.text, 'for')]).toEqual([409, 'child']);
    for (const words of ['I don’t know', 'value="Kim"', 'value="parent" checked'])
      expect(main(late)).toContain(words);
    expect(await care(given)).toMatchObject({ agreement: { decides: 'unsure' } });
  });

  it('may be pressed twice', async () => {
    const her = await sides.inDiary(await sides.invite());
    const form = { base: await base(her, '/agreement'), answer: 'unsure' };
    expect((await her.post('/agreement', form)).status).toBe(303);
    expect((await her.post('/agreement', form)).status).toBe(303);
  });
});

describe('what was answered of the doorbell', () => {
  const answers = ({ id }: Given) =>
    sides.rows('SELECT set_up_by AS "setUp", others FROM lintel.account_answer WHERE invitation_id = $1', [
      id,
    ]);

  it('is not overwritten by a tab that never showed it', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const older = await base(her, '/start/questions');
    const newer = { base: older, setUp: 'someone-else', others: 'someone' };
    expect((await her.post('/start/questions', newer)).status).toBe(303);
    const late = await her.post('/start/questions', { base: older, setUp: 'together', others: 'nobody' });
    expect([late.status, late.text.includes('changed on another page')]).toEqual([409, true]);
    expect(await answers(given)).toEqual([{ setUp: 'someone-else', others: 'someone' }]);
  });

  it('is not taken back by a page that did not ask', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    expect((await her.post('/start/questions', { decides: 'self' })).status).toBe(303);
    expect(await answers(given)).toEqual([{ setUp: 'me', others: 'nobody' }]);
  });
});

describe('“I want to stop”', () => {
  const shown = (page: string): Record<string, string> => ({
    files: field(page, 'files'),
    entries: field(page, 'entries'),
  });

  it('removes nothing that was added after its page was made, until that is said', async () => {
    const her = await sides.inDiary(await sides.invite());
    await her.uploadByTus('first.mp4', Buffer.from('a clip'));
    const older = shown((await her.get('/stop')).text);
    await her.uploadByTus('second.mp4', Buffer.from('another clip'));
    await write(her, 'written since');
    const asked = await her.post('/stop', older);
    expect(asked.status).toBe(409);
    for (const words of ['changed on another page', '2 files are not sent.', '1 diary entry is not sent.'])
      expect(main(asked)).toContain(words);
    expect(await her.files()).toHaveLength(2);
    expect((await her.post('/stop', shown(asked.text))).text).toContain('You have stopped');
  });

  it('is not asked again where something was taken out since', async () => {
    const her = await sides.inDiary(await sides.invite());
    const clip = await her.uploadByTus('first.mp4', Buffer.from('a clip'));
    const older = shown((await her.get('/stop')).text);
    await her.post(`/files/${clip}/remove`);
    expect((await her.post('/stop', older)).text).toContain('You have stopped');
  });
});
