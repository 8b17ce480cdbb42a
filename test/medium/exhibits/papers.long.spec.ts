import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsQR from 'jsqr';
import { Desk } from '../disclosure/desk';
import { seedItem } from '../disclosure/support';
import { openWorld, type World } from '../workspace/world';

const run = promisify(execFile);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function withPdf<Result>(answer: Response, use: (path: string) => Promise<Result>): Promise<Result> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const folder = await mkdtemp(join(tmpdir(), 'lintel-labels-'));
  try {
    const path = join(folder, 'file.pdf');
    await writeFile(path, Buffer.from(await answer.arrayBuffer()));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The words of each page, without line breaks. */
const pagesOf = (path: string): Promise<string[]> =>
  run('pdftotext', ['-layout', path, '-']).then(({ stdout }) =>
    stdout
      .split('\f')
      .filter((text) => text.trim() !== '')
      .map((text) => text.replaceAll(/\s+/g, ' ')),
  );

/** What a camera reads of the first page. */
async function codeOn(path: string): Promise<string | undefined> {
  await run('pdftoppm', ['-r', '200', '-f', '1', '-l', '1', path, join(path, '..', 'page')]);
  const ppm = await readFile(join(path, '..', 'page-1.ppm'));
  const [, width = 0, height = 0] = (/^P6\s(\d+)\s(\d+)\s/.exec(ppm.toString('latin1', 0, 40)) ?? []).map(
    Number,
  );
  const rgb = ppm.subarray(ppm.length - width * height * 3);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) rgba.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
  return jsQR(rgba, width, height)?.data;
}

const labels = (desk: Desk, body: object): Promise<Response> =>
  desk.client.send('POST', `/api/v1/investigations/${desk.home.investigation}/exhibit-labels`, {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
  });

describe('exhibit labels', () => {
  it('say which statement refers to the exhibit, and hold its reference and hash in a code', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    const { exhibitId } = await exhibitOf(item.id);
    const answer = await labels(desk, { exhibits: [exhibitId], name: 'Ann Bell', date: '3 March 2026' });
    await withPdf(answer, async (path) => {
      const [text = ''] = await pagesOf(path);
      expect(text).toContain('DRAFT for a person to check');
      expect(text.replaceAll(' ', '')).toContain(`Exhibit${item.reference},referredtointhe`);
      expect(text).toContain('Ann Bell dated');
      expect(await codeOn(path)).toBe(`${item.reference} SHA-256:${item.sha256.toUpperCase()}`);
    });
  });

  it('name the producer of each exhibit, and one witness on what others produced only when that is said', async () => {
    const desk = await Desk.open(world);
    const [ann, bob] = [
      await exhibitOf((await seedItem(world, desk.home, desk.officer.id)).id),
      await exhibitOf((await seedItem(world, desk.home, desk.officer.id)).id),
    ];
    await world.admin.query(`UPDATE lintel.exhibit SET producer_name = 'Bob Cole' WHERE id = $1`, [
      bob.exhibitId,
    ]);
    const exhibits = [ann.exhibitId, bob.exhibitId];
    await withPdf(await labels(desk, { exhibits }), async (path) => {
      const text = (await pagesOf(path)).join(' ');
      expect([text.includes('Ann Bell dated'), text.includes('Bob Cole dated')]).toEqual([true, true]);
    });
    const slip = await labels(desk, { exhibits, name: 'ann  bell' });
    expect([slip.status, await slip.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'witness-of-others',
        detail: expect.stringContaining('(Bob Cole)') as string,
      }),
    ]);
    expect((await labels(desk, { exhibits, name: 'Ann Bell', refersToAll: true })).status).toBe(200);
    const drafts = await desk.client.send(
      'POST',
      `/api/v1/investigations/${desk.home.investigation}/exhibit-statements`,
      {
        body: JSON.stringify({ exhibits }),
        headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
      },
    );
    const pages = await withPdf(drafts, pagesOf);
    expect(pages.map((page) => /statement of (\w+ \w+)/.exec(page)?.[1])).toEqual(['Ann Bell', 'Bob Cole']);
  });

  it('fill a second sheet when the first is full, and begin where the sheet is still whole', async () => {
    const desk = await Desk.open(world);
    const ids: string[] = [];
    for (let made = 0; made < 3; made += 1)
      ids.push((await exhibitOf((await seedItem(world, desk.home, desk.officer.id)).id)).exhibitId);
    const pages = async (startAt: number): Promise<number> =>
      withPdf(await labels(desk, { exhibits: ids, startAt }), async (path) => (await pagesOf(path)).length);
    expect([await pages(1), await pages(6), await pages(7)]).toEqual([1, 1, 2]);
    const beyond = await labels(desk, { exhibits: ids, startAt: 9 });
    expect(beyond.status).toBe(400);
    expect(await beyond.json()).toMatchObject({ code: 'sheet-too-small' });
  });

  it('are not made for an exhibit of another investigation', async () => {
    const [desk, other] = [await Desk.open(world), await Desk.open(world)];
    const { exhibitId } = await exhibitOf((await seedItem(world, other.home, other.officer.id)).id);
    expect((await labels(desk, { exhibits: [exhibitId] })).status).toBe(404);
  });

  it('are refused for what was erased, and so are paragraphs for statements, with its reference', async () => {
    const desk = await Desk.open(world);
    const [there, gone] = [
      await seedItem(world, desk.home, desk.officer.id),
      await seedItem(world, desk.home, desk.officer.id),
    ];
    const [kept, erased] = [await exhibitOf(there.id), await exhibitOf(gone.id)];
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [gone.id]);
    const exhibits = [kept.exhibitId, erased.exhibitId];
    for (const paper of ['exhibit-labels', 'exhibit-statements']) {
      const path = `/investigations/${desk.home.investigation}/${paper}`;
      const answer = await desk.client.send('POST', `/api/v1${path}`, {
        body: JSON.stringify({ exhibits }),
        headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'test' },
      });
      const detail = expect.stringMatching(
        `^Erased, so that nobody can produce it any more: ${gone.reference}\\. `,
      ) as string;
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ code: 'exhibits-erased', detail }),
      ]);
      const form = await desk.client.form(path, { exhibits: erased.exhibitId, startAt: '1' });
      expect([form.status, form.text]).toEqual([400, expect.stringContaining('nobody can produce it')]);
    }
    for (const path of ['', '/pdf'])
      expect(
        (await desk.client.send('GET', `/api/v1/exhibits/${erased.exhibitId}/statement${path}`)).status,
      ).toBe(404);
    const page = await desk.client.page(`/exhibits/${erased.exhibitId}`);
    expect(page.text).not.toMatch(/Label to print|statement that produces it/);
    expect((await labels(desk, { exhibits: [kept.exhibitId] })).status).toBe(200);
  });

  it('keep what was typed when nothing is ticked', async () => {
    const desk = await Desk.open(world);
    await seedItem(world, desk.home, desk.officer.id);
    const answer = await desk.client.form(`/investigations/${desk.home.investigation}/exhibit-labels`, {
      name: 'Ann Bell',
      startAt: '1',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Tick the exhibits that need a label.');
    expect(answer.text).toContain('value="Ann Bell"');
  });
});

it('drafts the paragraph that produces an exhibit, as text and as PDF', async () => {
  const desk = await Desk.open(world);
  const item = await seedItem(world, desk.home, desk.officer.id);
  const { exhibitId } = await exhibitOf(item.id);
  const page = await desk.client.page(`/exhibits/${exhibitId}/statement`);
  expect(page.text).toContain('DRAFT for a person to check');
  expect(page.text).toContain(`${item.sha256}, marked ${item.reference}.`);
  const pdf = await desk.client.send('GET', `/api/v1/exhibits/${exhibitId}/statement/pdf`);
  const [text = ''] = await withPdf(pdf, pagesOf);
  expect(text).toContain('DRAFT for a person to check');
  expect(text).toContain('I produce');
});

async function exhibitOf(clip: string): Promise<{ exhibitId: string }> {
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.exhibit WHERE clip_id = $1',
    [clip],
  );
  return { exhibitId: rows[0]?.id ?? '' };
}
