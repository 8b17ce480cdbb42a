import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

const admin = <Row extends object>(sql: string, values: unknown[]): Promise<Row[]> =>
  withAdmin(async (client) => (await client.query<Row>(sql, values)).rows, world.database.name);

async function inside(): Promise<{ her: VisitorBrowser; id: string }> {
  const invitation = await world.officer.invite();
  const her = new VisitorBrowser(world.base);
  await her.enter(invitation);
  return { her, id: invitation.id };
}

/** Sends so many files, and gives the path of the receipt. */
async function send(her: VisitorBrowser, count: number): Promise<string> {
  await her.upload(
    Array.from({ length: count }, (_, index) => ({
      name: `clip ${index + 1}.mp4`,
      bytes: randomBytes(1_000 + index),
    })),
  );
  return (await her.post('/send')).headers.location ?? '';
}

const text = async (her: VisitorBrowser, path: string): Promise<string> =>
  (await her.get(path)).text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('coming back', () => {
  it('finds what was sent, by day and in all, and that it arrived, was locked and was seen', async () => {
    const { her, id } = await inside();
    expect(await text(her, '/diary')).toContain('Files not sent yet None.');
    expect(await text(her, '/diary')).not.toContain('You have sent');
    const receipt = await send(her, 2);
    const says = async (words: string): Promise<void> => {
      for (const path of ['/diary', '/receipts']) {
        const page = await text(her, path);
        expect(page).toContain('You have sent 2 files so far.');
        expect(page).toContain(words);
      }
    };
    await says('It has arrived. We are locking it now.');
    const clips = await admin<{ id: string }>(
      `UPDATE lintel.clip SET state = 'master', evidence_key = id::text, stored_sha256 = repeat('a', 64), master_at = now()
        WHERE invitation_id = $1 RETURNING id`,
      [id],
    );
    await says('It has arrived and is locked. Nobody can change it.');
    const [first, second] = clips.map((clip) => clip.id);
    await admin(
      `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, expires_at)
       SELECT gen_random_uuid(), i.created_by, i.investigation_id, $2, 'proxy', 'view', now() FROM lintel.invitation i WHERE i.id = $1`,
      [id, first],
    );
    await says('It has arrived and is locked. Part of it has been seen.');
    await admin(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id)
       SELECT $2, 'declined', 'of another day', i.created_by FROM lintel.invitation i WHERE i.id = $1`,
      [id, second],
    );
    await says('It has arrived, is locked, and has been seen.');
    for (const path of ['/diary', '/receipts', receipt])
      expect(await text(her, path)).not.toMatch(/declined|accepted|another day/);
    await send(her, 1);
    expect(await text(her, '/diary')).toContain('You have sent 3 files so far.');
  });

  it('shows nothing of it to anybody else, nor on an officer’s device', async () => {
    const { her, id } = await inside();
    await send(her, 1);
    const { her: another } = await inside();
    const device = new VisitorBrowser(world.base);
    await device.post(new URL(await world.officer.beside(id as never)).pathname);
    for (const path of ['/diary', '/receipts']) {
      expect(await text(another, path)).not.toContain('You have sent');
      expect(await text(device, path)).not.toContain('You have sent');
    }
  });
});

describe('a receipt of 44 files', () => {
  it('lists them with their sum, and the fingerprints behind one press; the first sheet says all that she needs', async () => {
    const { her } = await inside();
    const path = await send(her, 44);
    const { text: page } = await her.get(path);
    const [list = '', annex = ''] = page.split('Fingerprints of your files');
    expect([...list.matchAll(/clip \d+\.(?:<wbr>)?mp4/g)]).toHaveLength(44);
    expect(list).toMatch(/Your 44 files, [\d.]+ [kK]B in all/);
    expect(annex).toContain('clip 44.');
    expect(page).toMatch(/<details class="govuk-details"\s*>/);

    const file = join(world.home, 'receipt.pdf');
    await writeFile(file, (await her.get(`${path}.pdf`)).body);
    const sheet = async (first: number, last: number): Promise<string> =>
      (await promisify(execFile)('pdftotext', ['-f', String(first), '-l', String(last), file, '-'])).stdout;
    const one = await sheet(1, 1);
    for (const words of ['Whom to ask', 'If you want to stop', 'How to check a file yourself', 'Size in all'])
      expect(one).toContain(words);
    expect(one).not.toContain('clip 1.mp4');
    const rest = await sheet(2, 99);
    expect(rest).toContain('Annex: your files and their fingerprints');
    expect([...rest.matchAll(/clip \d+\.mp4/g)]).toHaveLength(44);
  });
});
