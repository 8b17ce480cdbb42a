import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { choose, print, states, tell } from './support/choosing';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({ LIMIT_CHOSEN_FILES: '6', LIMIT_CLIPS_PER_SUBMISSION: '3' });
});
afterAll(() => world.close());

const visitor = async (): Promise<VisitorBrowser> => {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
  return browser;
};

async function bring(browser: VisitorBrowser, id: string, bytes: Buffer): Promise<void> {
  expect((await browser.send('POST', `/files/${id}/begin`)).status).toBe(204);
  expect(await browser.offset(`/upload/${id}`)).toBe(0);
  expect((await browser.patch(`/upload/${id}`, 0, bytes)).status).toBe(204);
}

const events = (id: string): Promise<unknown[]> =>
  withAdmin(
    async (admin) =>
      (
        await admin.query<{ type: string }>(
          `SELECT event::jsonb->>'type' AS type FROM custody.record WHERE subject = $1 ORDER BY seq`,
          [`clip:${id}`],
        )
      ).rows.map(({ type }) => type),
    world.database.name,
  );

describe('a file that was chosen', () => {
  it('stands in a long list where its name is looked for', async () => {
    const browser = await visitor();
    const names = ['f.mp4', 'b.mp4', 'e.mp4', 'a.mp4', 'd.mp4', 'c.mp4'];
    await choose(browser, ...names.map((name) => ({ name, size: 5, fingerprint: print(name.slice(0, 1)) })));
    expect(await states(browser)).toEqual([...names].sort().map((name) => `${name} chosen`));
  });

  it.each([-315_619_200_000, 8.64e15 + 1, 1e300, 1_772_403_300_000.5])(
    'is one whatever moment the device names (%s), and so are those that were chosen with it',
    async (modified) => {
      const browser = await visitor();
      await choose(browser, { name: 'a.mp4', size: 5 }, { name: 'b.mp4', size: 5, modified });
      expect(await states(browser)).toEqual(['a.mp4 chosen', 'b.mp4 chosen']);
    },
  );

  it('is known before its first byte, asked for by name on every device, and becomes the clip of the same id', async () => {
    const invitation = await world.officer.invite();
    const [phone, tablet] = [new VisitorBrowser(world.base), new VisitorBrowser(world.base)];
    await phone.enter(invitation);
    const bytes = randomBytes(500);
    const a = { size: 500, modified: 1_772_403_300_000, fingerprint: print('a') };
    const [id = ''] = await choose(phone, { ...a, name: 'a.mp4' });
    await tablet.enter(invitation);
    expect(await states(tablet)).toEqual(['a.mp4 chosen']);
    const page = (await tablet.get('/files')).text;
    expect(page).toContain('0 of 1 are here.');
    expect(page).toContain('Please choose these files again:');
    expect(page).not.toContain('>You can leave now');
    expect(await choose(tablet, { ...a, name: 'a (1).mp4' })).toEqual([id]);
    expect(await events(id)).toEqual([]);
    await bring(tablet, id, bytes);
    expect(await states(phone)).toEqual(['a.mp4 waiting']);
    expect((await phone.get('/files')).text).toContain('>You can leave now');
    expect(await events(id)).toEqual(['clip-received']);
  });

  it('is told from another one of the same name and size, and from its own copy in the same choice', async () => {
    const browser = await visitor();
    const a = { name: 'clip.mp4', size: 500, fingerprint: print('a') };
    const ids = await choose(browser, a, { ...a, fingerprint: print('b') }, a);
    expect(new Set(ids).size).toBe(3);
    expect(new Set(await choose(browser, a, a))).toEqual(new Set([ids[0], ids[2]]));
  });

  it('is remembered by the plain form, too, when there was nothing in it', async () => {
    const browser = await visitor();
    const refused = await browser.upload([
      { name: 'none.mp4', bytes: Buffer.of() },
      { name: 'some.mp4', bytes: randomBytes(9) },
    ]);
    expect(refused.status).toBe(303);
    expect((await browser.get(refused.headers.location ?? '')).text).toContain(
      'none.mp4: There is nothing in',
    );
    expect(await states(browser)).toEqual(['some.mp4 waiting', 'none.mp4 empty']);
    const { headers } = await browser.post('/send');
    const receipt = (await browser.get(headers.location ?? '')).text;
    expect(receipt).toContain('some.mp4');
    expect(receipt).not.toContain('none.mp4');
  });

  it('is refused by name and in words when there are too many, and what is known stays', async () => {
    const browser = await visitor();
    const many = Array.from({ length: 7 }, (_, index) => ({ name: `${index}.mp4`, size: index + 1 }));
    const refused = await tell(browser, many);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('at most 6 files')]);
    expect(await browser.files()).toEqual([]);
    const ids = await choose(browser, ...many.slice(0, 4));
    for (const [index, id] of ids.slice(0, 3).entries()) await bring(browser, id, randomBytes(index + 1));
    const full = await browser.send('POST', `/files/${ids[3] ?? ''}/begin`);
    expect([full.status, full.text]).toEqual([409, expect.stringContaining('at most 3 files')]);
    expect(await states(browser)).toContain('3.mp4 chosen');
  });

  it('is nobody else’s: not of another link, nor of what an assisted session did not choose', async () => {
    const { id: invitation, link, code } = await world.officer.invite();
    const own = new VisitorBrowser(world.base);
    await own.enter({ link, code });
    const [id = ''] = await choose(own, { name: 'own.mp4', size: 5 });
    const stranger = await visitor();
    const beside = new VisitorBrowser(world.base);
    await beside.post(new URL(await world.officer.beside(invitation)).pathname);
    for (const other of [stranger, beside]) {
      expect(await other.files()).toEqual([]);
      for (const act of ['begin', 'remove', 'put-back', 'erase'])
        expect((await other.send('POST', `/files/${id}/${act}`)).status).toBe(404);
      expect(await choose(other, { name: 'own.mp4', size: 5 })).not.toContain(id);
    }
    expect((await beside.files()).length).toBe(1);
    expect((await own.files()).length).toBe(2);
  });
});

describe('a file that she takes out', () => {
  it('is out of sight at once, comes back as it was, and is erased when she sends', async () => {
    const browser = await visitor();
    const [chosen = ''] = await choose(browser, { name: 'chosen.mp4', size: 50 });
    const whole = await browser.uploadByTus('whole.mp4', randomBytes(50));
    const kept = await browser.uploadByTus('kept.mp4', randomBytes(50));
    for (const id of [chosen, whole]) await browser.post(`/files/${id}/remove`);
    expect(await states(browser)).toEqual(['kept.mp4 waiting']);
    expect((await browser.get('/files')).text).toContain('Files that you removed');
    expect((await browser.get(`/files/${whole}/about`)).status).toBe(404);
    for (const id of [chosen, whole]) await browser.post(`/files/${id}/put-back`);
    expect(await states(browser)).toEqual(['whole.mp4 waiting', 'kept.mp4 waiting', 'chosen.mp4 chosen']);
    for (const id of [chosen, whole]) await browser.post(`/files/${id}/remove`);
    expect((await browser.get('/send')).text).toContain('The 2 files that you removed are erased');
    expect((await browser.post('/send')).status).toBe(303);
    expect(await browser.files()).toEqual([]);
    expect((await browser.post(`/files/${whole}/put-back`)).status).toBe(404);
    expect(await events(whole)).toEqual(['clip-received', 'clip-removed']);
    expect(await events(kept)).toEqual(['clip-received', 'submission-sent']);
  });

  it('is out although its place is being made at this moment', async () => {
    const browser = await visitor();
    const [id = ''] = await choose(browser, { name: 'being-placed.mp4', size: 50 });
    const look = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    const waiting = (count: number): Promise<unknown> =>
      until(`${count} to wait`, () =>
        withAdmin(async (admin) => (await admin.query(look)).rowCount === count, world.database.name),
      );
    const [begun, removed] = await withAdmin(async (admin) => {
      // A new clip needs its investigation: its place is held open, after the chosen file was read.
      await admin.query('BEGIN');
      await admin.query('SELECT FROM lintel.investigation FOR UPDATE');
      const beginning = browser.send('POST', `/files/${id}/begin`);
      await waiting(1);
      const removing = browser.post(`/files/${id}/remove`);
      await waiting(2);
      await admin.query('ROLLBACK');
      return Promise.all([beginning, removing]);
    }, world.database.name);
    expect([begun.status, removed.status]).toEqual([204, 303]);
    expect(await browser.files()).toEqual([]);
    const page = (await browser.get('/files')).text;
    expect(page).toContain('Files that you removed');
  });

  it('does not hold a place against new ones', async () => {
    const browser = await visitor();
    for (const name of ['1', '2', '3', '4', '5']) {
      const id = await browser.uploadByTus(name, randomBytes(9));
      await browser.post(`/files/${id}/remove`);
    }
    expect(await browser.files()).toEqual([]);
  });

  it('is gone with the rest when she stops', async () => {
    const browser = await visitor();
    const whole = await browser.uploadByTus('whole.mp4', randomBytes(50));
    await choose(browser, { name: 'chosen.mp4', size: 50 });
    await browser.post(`/files/${whole}/remove`);
    expect((await browser.post('/stop')).status).toBe(200);
    expect(await readdir(join(world.config.objects.root, 'incoming'))).not.toContain(whole);
    const left = await withAdmin(
      async (admin) =>
        (await admin.query(`SELECT 1 FROM lintel.chosen_file WHERE file_name = 'chosen.mp4' AND size = 50`))
          .rowCount,
      world.database.name,
    );
    expect(left).toBe(0);
  });
});

describe('sending', () => {
  it('takes what is whole and was shown, says what stays, and loses none of it', async () => {
    const browser = await visitor();
    const whole = await browser.uploadByTus('whole.mp4', randomBytes(50));
    await browser.create('half.mp4', 5_000);
    await choose(browser, { name: 'chosen.mp4', size: 50 });
    const page = (await browser.get('/send')).text;
    expect(page).toContain('This file will be sent');
    expect(page).toContain('These 2 files will not be sent yet');
    const late = await browser.uploadByTus('late.mp4', randomBytes(50));
    const { headers } = await browser.post('/send', { shown: 'yes', clip: whole });
    const receipt = (await browser.get(headers.location ?? '')).text;
    expect(receipt).toContain('whole.mp4');
    expect(receipt).not.toMatch(/half\.mp4|chosen\.mp4|late\.mp4/);
    expect(await states(browser)).toEqual(['half.mp4 partial', 'late.mp4 waiting', 'chosen.mp4 chosen']);
    const second = await browser.post('/send', { shown: 'yes', clip: late });
    expect((await browser.get(second.headers.location ?? '')).text).toContain('late.mp4');
    expect(await states(browser)).toEqual(['half.mp4 partial', 'chosen.mp4 chosen']);
    expect((await browser.post('/send')).status).toBe(409);
  });
});
