import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createWorker } from '../../../src/apps/worker/app';
import { SweepService, TakeInService } from '../../../src/features/evidence';
import type { ClipId } from '../../../src/kernel/ids';
import type { HttpApp } from '../../../src/platform/http';
import { openIncomingStore, openIncomingWriter } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { until } from '../../support/until';
import { Desk } from '../disclosure/desk';
import { filesOf, openSealer, unzip } from '../disclosure/support';
import { itemForm, PDF, PNG, type Item } from './items';
import { openWorld, sha256Of, type World } from '../workspace/world';

const LIMIT = 300_000;

let world: World;
let worker: HttpApp;
let desk: Desk;
beforeAll(async () => {
  world = await openWorld({
    WORKER_HEALTH_PORT: '0',
    CUSTODY_SEQUENCE_MS: '50',
    LIMIT_ADDITION_BYTES: String(LIMIT),
  });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  desk = await Desk.open(world);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const add = (bytes: Buffer, name: string, fields: Record<string, string> = {}) =>
  desk.client.upload(desk.ofCase('additions'), itemForm(bytes, name, fields));

const registered = (id: string, by = desk): Promise<Item> =>
  until('the exhibit', async () => {
    const item = await by.get<Item>(`/api/v1/clips/${id}`);
    return item.exhibit !== null && item;
  });

async function incoming(): Promise<string[]> {
  const store = await openIncomingStore(world.config.objects);
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys;
}

/** `type by whom`, oldest first, without its working copies, which are made meanwhile. */
async function historyOf(id: string): Promise<string[]> {
  type Said = { readonly event: { readonly type: string; readonly actor: { readonly kind: string } } };
  const { items } = await desk.get<{ items: Said[] }>(`/api/v1/clips/${id}/custody`);
  const said = items.map(({ event }) => `${event.type} by ${event.actor.kind}`);
  return said.filter((one) => !one.startsWith('rendition-'));
}

/** What was locked is taken away from there a moment later. */
const nothingIncoming = (): Promise<unknown> =>
  until('an empty incoming', async () => (await incoming()).length === 0);

describe('an item that an officer adds', () => {
  it('goes the way of every clip: received, checked, locked, and only then numbered', async () => {
    const answer = await add(PNG, 'gate.png');
    expect(answer.status).toBe(201);
    const item = await registered(answer.json().id);
    expect(item).toMatchObject({ storedSha256: sha256Of(PNG), kind: 'image/png', addedAs: 'photograph' });
    expect(item.exhibit).toMatch(/^SE\/\d+$/);
    expect(await historyOf(item.id)).toEqual([
      'exhibit-added by officer',
      'clip-verified by service',
      'master-defined by service',
      'malware-scanned by service',
      'exhibit-registered by service',
    ]);
    await nothingIncoming();
    const exhibit = await desk.get<{ producerName: string; sha256: string }>(
      `/api/v1/exhibits/${item.exhibitId}`,
    );
    expect(exhibit).toMatchObject({ producerName: 'Sample Examiner', sha256: sha256Of(PNG) });
  });

  it('is added once, however often its form is sent', async () => {
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => add(PNG, 'gate.png', { id })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    await registered(id);
    expect((await add(PNG, 'gate.png', { id })).status).toBe(201);
    await nothingIncoming();
    const { rows } = await world.admin.query('SELECT 1 FROM lintel.exhibit WHERE clip_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('takes no number that another has, when many are added at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, place) =>
        add(randomBytes(2_000), `${place}.bin`, { initials: 'MM', kind: 'other' }),
      ),
    );
    const items = await Promise.all(answers.map((answer) => registered(answer.json().id)));
    expect(items.map(({ exhibit }) => exhibit).sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `MM/${n}`),
    );
  });

  it('is registered once, also when its job runs again beside itself', async () => {
    const { id } = (await add(PNG, 'again.png', { initials: 'RR' })).json();
    await registered(id);
    const service = worker.app.get(TakeInService, { strict: false });
    const attempt = { signal: new AbortController().signal, last: false };
    await Promise.all([1, 2, 3].map(() => service.takeIn(id as ClipId, attempt)));
    expect(await historyOf(id)).toHaveLength(5);
  });

  it('cannot be declined or accepted: whoever added it has decided', async () => {
    const { id } = (await add(PNG, 'x.png')).json();
    const item = await registered(id);
    const again = await desk.client.call('POST', `/api/v1/clips/${item.id}/decline`, { reason: 'No' });
    expect([again.status, again.json().code]).toEqual([409, 'already-triaged']);
    const open = await desk.get<{ items: { id: string }[] }>(desk.ofCase('clips?untriaged=true'));
    expect(open.items).toEqual([]);
  });

  it('is decided about and listed like any exhibit', async () => {
    const own = await Desk.open(world);
    const added = await own.client.upload(
      own.ofCase('additions'),
      itemForm(PDF, 'dye.pdf', { kind: 'forensic-marking' }),
    );
    const { id } = added.json();
    const item = await registered(id, own);
    await own.decide([id], { classification: 'evidence', description: '' });
    const { id: schedule } = await own.makeForm('MG12');
    const form = await own.get<{ rows: { label: string; producer: string; description: string }[] }>(
      `/api/v1/schedules/${String(schedule)}`,
    );
    expect(form.rows).toEqual([
      expect.objectContaining({
        label: item.exhibit,
        producer: 'Sample Examiner',
        description: 'Gate with a marking dye',
      }),
    ]);
  });
});

it.each(['prosecution', 'defence', 'court'])('goes into a %s bundle as it is', async (kind) => {
  const own = await Desk.open(world);
  const sealer = await openSealer(world);
  try {
    const added = await own.client.upload(own.ofCase('additions'), itemForm(PDF, 'dye.pdf'));
    const { id } = added.json();
    await registered(id, own);
    await own.decide([id], { classification: 'evidence', originalToDefence: true });
    await own.makeForms();
    const { bytes } = await own.download(await own.bundle(sealer, kind));
    const { bag, remove } = await unzip(bytes);
    const originals = (await filesOf(bag)).filter((path) => path.startsWith('data/originals/'));
    expect(originals).toHaveLength(1);
    expect((await readFile(join(bag, originals[0] ?? ''))).equals(PDF)).toBe(true);
    await remove();
  } finally {
    await sealer.close();
  }
});

describe('what is opened of it', () => {
  const look = async (id: string, content = 'original') => {
    const ticket = await desk.client.call('POST', `/api/v1/clips/${id}/viewings`, { content });
    return desk.client.send('GET', ticket.json().contentUrl);
  };

  it('is a picture coded anew, as nobody’s page', async () => {
    const { id } = (await add(PNG, 'look.png')).json();
    await registered(id);
    await until('the viewing copy', async () => {
      const { items } = await desk.get<{ items: { kind: string }[] }>(`/api/v1/clips/${id}/renditions`);
      return items.some(({ kind }) => kind === 'proxy');
    });
    const answer = await look(id, 'proxy');
    const seen = Buffer.from(await answer.arrayBuffer());
    expect(seen.equals(PNG)).toBe(false);
    expect(seen.subarray(1, 4).toString()).toBe('PNG');
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['the picture itself', PNG, 'a.png'],
    ['a document', PDF, 'a.pdf'],
    ['a page with a script', Buffer.from('<!doctype html><script>alert(1)</script>'), 'a.html'],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'a.png',
    ],
  ])('is never %s: that is a file to save', async (_what, bytes, name) => {
    const { id } = (await add(bytes, name, { kind: 'document' })).json();
    await registered(id);
    const answer = await look(id);
    await answer.arrayBuffer();
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="a\.\w+\.zip"/);
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; /);
  });
});

describe('the form', () => {
  const path = (): string => `/investigations/${desk.home.investigation}/exhibits`;

  it('refuses a file over the limit, keeps what was typed, and leaves nothing', async () => {
    const answer = await desk.client.upload(path(), itemForm(randomBytes(LIMIT + 1), 'big.bin'), 'text/html');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Gate with a marking dye');
    expect(answer.text).toContain('href="#add-file"');
    await nothingIncoming();
  });

  it('names every field that needs another look, and does not store the file meanwhile', async () => {
    const form = itemForm(PNG, 'a.png', { initials: '1', description: '' });
    const answer = await desk.client.upload(path(), form, 'text/html');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('href="#add-initials"');
    expect(answer.text).toContain('href="#add-description"');
    await nothingIncoming();
  });

  it('is refused when another officer has signed in since it was shown', async () => {
    const form = itemForm(PNG, 'a.png');
    form.set('_officer', randomUUID());
    form.set('file', new Blob([new Uint8Array(PNG)]), 'a.png');
    const answer = await desk.client.upload(path(), form, 'text/html');
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nothing was done.');
    await nothingIncoming();
    expect((await desk.client.page(`${path()}/new`)).text).toContain(
      `name="_officer" value="${desk.officer.id}"`,
    );
  });

  it('asks for a file that is not there, and for one with something in it', async () => {
    const none = await desk.client.upload(desk.ofCase('additions'), itemForm(Buffer.alloc(0), ''));
    expect([none.status, none.json().code]).toEqual([400, 'no-file']);
    const empty = await desk.client.upload(desk.ofCase('additions'), itemForm(Buffer.alloc(0), 'a.jpg'));
    expect([empty.status, empty.json().detail]).toEqual([400, 'The file is empty.']);
  });

  it('leaves nothing of a connection that breaks', async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n${'a'.repeat(100_000)}`;
    await new Promise<void>((resolve) => {
      const sent = request(`${world.base}${desk.ofCase('additions')}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'multipart/form-data; boundary=x',
          'Content-Length': 200_000,
          Cookie: desk.client.cookie,
          Origin: world.base,
        },
      });
      sent.on('error', () => resolve());
      sent.write(body, () => setTimeout(() => sent.destroy(), 200));
    });
    await nothingIncoming();
  });
});

it('is swept when the process was killed before its row was written', async () => {
  const writer = await openIncomingWriter(world.config.objects);
  const key = writer.newKey();
  const bytes = Readable.from([randomBytes(1_000)]);
  await writer.write(key, bytes, LIMIT);
  const long = new Date(Date.now() - 3_600_000);
  await utimes(join(world.config.objects.root, 'incoming', key), long, long);
  expect(await incoming()).toContain(key);
  await worker.app.get(SweepService, { strict: false }).run();
  expect(await incoming()).not.toContain(key);
});

it('lets the police side add an item of its own, and nothing that looks like hers', async () => {
  const { Client } = await import('pg');
  const police = new Client({ connectionString: world.database.urls.workspace });
  await police.connect();
  const insert = (columns: string, values: string): Promise<unknown> =>
    police.query(
      `INSERT INTO lintel.clip (id, investigation_id, file_name, size, incoming_key, sent_at, ${columns})
       VALUES (gen_random_uuid(), $1, 'a', 1, 'k', now(), ${values})`,
      [desk.home.investigation],
    );
  await expect(insert('state, submission_id', `'received', '${desk.home.submission}'`)).rejects.toThrow(
    'permission',
  );
  await expect(insert('state, stored_sha256', `'received', repeat('0', 64)`)).rejects.toThrow('permission');
  await expect(insert('state', `'master'`)).rejects.toThrow('row-level security');
  await expect(police.query('SELECT lintel.register_addition(gen_random_uuid())')).rejects.toThrow(
    'permission',
  );
  await police.end();
});
