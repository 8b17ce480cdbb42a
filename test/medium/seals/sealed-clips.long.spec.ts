import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { TriageService } from '../../../src/features/evidence';
import { SentSealsService } from '../../../src/features/seals';
import { SendingService } from '../../../src/features/submissions';
import type { ClipId } from '../../../src/kernel/ids';
import { addClip, police, visitor, type Police } from '../../factories/people';
import { intoPng, sealData, sealFilm } from '../../support/c2pa/embed';
import { startService, type Service } from '../../support/service';
import { until } from '../../support/until';
import { flip } from './forged/forger';
import { makers, originals, type Makers, type Originals } from './makers';

let service: Service;
let them: Police;
let people: Makers;
let files: Originals;
let folder: string;
let admin: Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-sealed-'));
  [people, files] = await Promise.all([makers(), originals()]);
  const anchors = join(folder, 'anchors.pem');
  await writeFile(anchors, people.root.pem);
  service = await startService({ C2PA_TRUST_ANCHORS: anchors });
  them = await police(service);
  await service.startWorker();
  admin = new Client({ connectionString: service.database.urls.admin });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

interface LoggedEvent {
  readonly type: string;
  readonly detail: Record<string, unknown>;
  readonly commit?: Record<string, string>;
}

async function eventsOf(id: ClipId): Promise<LoggedEvent[]> {
  const { rows } = await admin.query<{ event: string }>(
    'SELECT event FROM custody.record WHERE subject = $1 ORDER BY seq',
    [`clip:${id}`],
  );
  return rows.map(({ event }) => JSON.parse(event) as LoggedEvent);
}

/** A file goes the whole way: received, checked, sent, locked, and shown. */
async function send(bytes: Buffer, name: string): Promise<ClipId> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const who = await visitor(service, them.invitation);
  const id = await addClip(service, who, path, name);
  await until('the check', async () => {
    const { rows } = await admin.query('SELECT 1 FROM lintel.maker_seal WHERE clip_id = $1', [id]);
    return rows.length === 1;
  });
  // While it is a draft, the log says nothing of its content.
  expect((await eventsOf(id)).map(({ type }) => type)).not.toContain('seal-checked');
  await who.act(() => service.hers.get(SendingService).send(who));
  await until('the working copies', async () => {
    const found = await them.act(() => service.theirs.get(TriageService).clip(them.officer.id, id));
    return found.renditions.length > 0;
  });
  return id;
}

const sealOf = (id: ClipId) => them.act(() => service.theirs.get(SentSealsService).of(id));

describe('a clip with the seal of its maker', () => {
  it('is checked as it came; the log says so in hashes and words, and the names are committed to', async () => {
    const id = await send(
      await sealFilm(files.mp4, people.plan(people.camera)),
      'RingVideo_20260301_221500.MP4',
    );
    expect(await sealOf(id)).toMatchObject({
      integrity: 'unchanged',
      trust: 'trusted',
      name: 'Test Camera',
      organisation: 'Test Maker',
      generator: 'Test Maker 1.0',
      binding: 'bmff-v3',
    });
    const events = await eventsOf(id);
    const types = events.map(({ type }) => type);
    expect(types.indexOf('seal-checked')).toBe(types.indexOf('master-defined') + 1);
    expect(types).toContain('rendition-made');
    const said = events.find(({ type }) => type === 'seal-checked');
    expect(said?.detail).toEqual({
      ...{
        integrity: 'unchanged',
        trust: 'trusted',
        fault: null,
        doubt: null,
        binding: 'bmff-v3',
        stampedAt: null,
      },
      manifest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      certificate: people.camera.certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    });
    expect(Object.keys(said?.commit ?? {}).sort()).toEqual(['generator', 'name', 'organisation']);
    expect(JSON.stringify(said)).not.toMatch(/Test (Camera|Maker)/);
  });

  it('is locked and shown like any other when it was changed since', async () => {
    const sealed = await sealFilm(files.mp4, people.plan(people.camera));
    // A bit of the sound, or of a picture: it plays all the same.
    const id = await send(flip(sealed, sealed.indexOf('mdat') + 3_000), 'changed.mp4');
    expect(await sealOf(id)).toMatchObject({ integrity: 'changed', trust: 'trusted', fault: 'content' });
    expect((await eventsOf(id)).map(({ type }) => type)).toContain('rendition-made');
  });

  it('is locked and shown like any other when its seal was made to break who reads it', async () => {
    const id = await send(intoPng(files.png, Buffer.alloc(100_000, 0x81)).file, 'picture.png');
    expect(await sealOf(id)).toMatchObject({ integrity: 'unchecked', trust: 'unchecked', name: null });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['master-defined', 'seal-checked', 'rendition-made']),
    );
  });

  it('is told from one that somebody else has sealed in the maker’s name', async () => {
    const impostor = await makers();
    const id = await send(await sealData(files.png, impostor.plan(impostor.camera), intoPng), 'impostor.png');
    expect(await sealOf(id)).toMatchObject({ integrity: 'unchanged', trust: 'not-trusted', doubt: 'no-way' });
  });
});

it('keeps that a clip carries no seal, and says nothing of it in the log', async () => {
  const id = await send(files.mp4, 'plain.mp4');
  expect(await sealOf(id)).toMatchObject({ integrity: 'none', trust: null });
  expect((await eventsOf(id)).map(({ type }) => type)).not.toContain('seal-checked');
});
