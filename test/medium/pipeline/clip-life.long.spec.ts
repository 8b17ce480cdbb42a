import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { copyNotes } from '../../../src/apps/workspace/shell/clips/copy-words';
import { AccessService, TriageService, type Rendition, type SentClip } from '../../../src/features/evidence';
import { adviceFor, CoachService } from '../../../src/features/footage';
import { DraftsService, SendingService } from '../../../src/features/submissions';
import type { ClipId } from '../../../src/kernel/ids';
import { evidenceKey, incomingKey, openEvidenceReader } from '../../../src/platform/object-store';
import { addClip, police, sha256Of, visitor, type Police } from '../../factories/people';
import { clip as sample } from '../../fixtures/clips';
import { REAL_FILES, realFile } from '../../fixtures/real';
import { pictureFile, tellingPicture } from '../../fixtures/pictures';
import { startService, type Service } from '../../support/service';
import { until } from '../../support/until';
import { inFolder } from '../media/support';

let service: Service;
let them: Police;

beforeAll(async () => {
  service = await startService();
  them = await police(service);
  await service.startWorker();
});
afterAll(() => service.stop());

const admin = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => {
  const client = new Client({ connectionString: service.database.urls.admin });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
};

const events = async (
  id: ClipId,
): Promise<{ type: string; detail: Record<string, unknown>; commit: Record<string, string> }[]> =>
  (
    await admin<{ event: string }>('SELECT event FROM custody.record WHERE subject = $1 ORDER BY seq', [
      `clip:${id}`,
    ])
  ).map((row) => JSON.parse(row.event) as never);

const rendered = (id: ClipId): Promise<SentClip & { renditions: readonly Rendition[] }> =>
  until('the rendition', async () => {
    const found = await them.act(() => service.theirs.get(TriageService).clip(them.officer.id, id));
    return found.renditions.length > 0 && found;
  });

describe('the life of a clip', () => {
  it('goes from draft to locked, playable exhibit, byte for byte', async () => {
    const path = await sample('h264');
    const sha256 = await sha256Of(path);
    const who = await visitor(service, them.invitation);
    const id = await addClip(service, who, path, 'RingVideo_20260301_221500.MP4');

    const checked = await until('the check', async () => {
      const [draft] = await who.act(() => service.hers.get(DraftsService).clips());
      return draft?.state === 'verified' && draft;
    });
    expect(checked.storedSha256).toBe(sha256);
    const triage = service.theirs.get(TriageService);
    expect(await them.act(() => triage.list(them.officer.id, them.investigation, false))).toEqual([]);
    await expect(them.act(() => triage.clip(them.officer.id, id))).rejects.toThrow('could not be found');

    const receipt = await who.act(() => service.hers.get(SendingService).send(who));
    expect(receipt.clips).toEqual([expect.objectContaining({ deviceSha256: sha256, storedSha256: sha256 })]);

    const found = await rendered(id);
    expect(found.renditions.map((row) => [row.kind, row.state])).toEqual([
      ['contact-sheet', 'made'],
      ['frames', 'made'],
      ['poster', 'made'],
      ['proxy', 'made'],
      ['thumbnail', 'made'],
      ['waveform', 'made'],
    ]);
    const { reference } = await them.act(() =>
      triage.accept(them.officer.id, id, {
        initials: 'SP',
        producerName: 'Sample Producer',
        description: 'Front door',
      }),
    );
    expect(reference).toBe('SP/1');

    const access = service.theirs.get(AccessService);
    const ticket = await them.act(() =>
      access.open(them.officer.id, id, 'original', 'download', { reason: 'Sample reason' }),
    );
    const source = await them.act(() => access.source(them.officer.id, ticket.id));
    const reader = await openEvidenceReader(service.config.objects);
    const hash = createHash('sha256');
    for await (const chunk of await reader.read(evidenceKey(source.key))) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(sha256);

    expect((await events(id)).map((event) => event.type)).toEqual([
      'clip-received',
      'clip-verified',
      'submission-sent',
      'master-defined',
      'malware-scanned',
      ...Array<string>(6).fill('rendition-made'),
      'exhibit-registered',
      'downloaded',
    ]);
    await until('the end of the draft', () =>
      service.incoming.stat(incomingKey(id)).then(
        () => false,
        (error: unknown) => String(error).includes('could not be found'),
      ),
    );
  });

  it('keeps what cannot be decoded: hashed, locked and with the reason why there is no picture', async () => {
    const path = await sample('text');
    const who = await visitor(service, them.invitation);
    const id = await addClip(service, who, path, 'not-a-video.mp4');
    await who.act(() => service.hers.get(SendingService).send(who));
    const found = await rendered(id);
    expect(found.masterAt).not.toBeNull();
    expect(found.storedSha256).toBe(await sha256Of(path));
    expect(found.renditions).toEqual([
      expect.objectContaining({
        kind: 'proxy',
        state: 'failed',
        why: expect.stringContaining('no recording and no picture') as string,
      }),
    ]);
    const { reference } = await them.act(() =>
      service.theirs.get(TriageService).accept(them.officer.id, id, {
        initials: 'SP',
        producerName: 'Sample Producer',
        description: 'A text',
      }),
    );
    expect(reference).toBe('SP/2');
  });

  it('shows a trimmed film, and says on its page and in the log how many frames its edit list hides', async () => {
    const who = await visitor(service, them.invitation);
    const id = await addClip(service, who, await realFile(REAL_FILES.phones.iphoneTrimmed), 'IMG_4322.MOV');
    await who.act(() => service.hers.get(SendingService).send(who));
    const { renditions } = await rendered(id);
    expect(copyNotes(renditions).accounted.slice(0, 2)).toEqual([
      '30 of 180 frames are shown.',
      '150 frames before the start are hidden by the file’s own edit list; the original has them.',
    ]);
    const [proxy] = (await events(id)).filter(
      ({ type, detail }) => type === 'rendition-made' && detail['kind'] === 'proxy',
    );
    expect(proxy?.detail['accounted']).toMatchObject({
      ...{ by: 'edit-list', packets: 180, shown: 30, hiddenBefore: 150, undecodable: 0, notShown: [] },
    });
  });

  it('shows a photograph that the victim sends, coded anew, and keeps the original byte for byte', async () => {
    await inFolder(async (folder) => {
      const path = await pictureFile(folder, await tellingPicture('jpg'));
      const who = await visitor(service, them.invitation);
      const id = await addClip(service, who, path, 'IMG_0042.JPG');
      await who.act(() => service.hers.get(SendingService).send(who));
      const found = await rendered(id);
      expect(found.storedSha256).toBe(await sha256Of(path));
      expect(found.renditions.map((row) => [row.kind, row.state])).toEqual([
        ['contact-sheet', 'made'],
        ['proxy', 'made'],
      ]);
      expect(found.media).toMatchObject({ kind: 'picture', width: 320, height: 240, orientation: 6 });
    });
  });

  it('knows an archive by its first bytes, whatever it is called, before the victim sends it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'clips');
      await writeFile(path, Buffer.concat([Buffer.from('504b030414000000', 'hex'), Buffer.alloc(5_000)]));
      const who = await visitor(service, them.invitation);
      const id = await addClip(service, who, path, 'RingVideo_20260301_221500.MP4');
      await until('the check', async () => {
        const [draft] = await who.act(() => service.hers.get(DraftsService).clips());
        return draft?.state === 'verified';
      });
      const told = (await who.act(() => service.hers.get(CoachService).drafts())).get(id);
      expect(adviceFor(told?.source ?? null)?.kind).toBe('archive');
      await who.act(() => service.hers.get(DraftsService).remove(who, id));
    });
  });

  it('completes the receipt of what is sent before the check is done', async () => {
    const who = await visitor(service, them.invitation);
    const path = await sample('silent');
    await addClip(service, who, path, 'sample.mp4', false);
    const { reference } = await who.act(() => service.hers.get(SendingService).send(who));
    const complete = await until('the receipt', async () => {
      const receipt = await who.act(() => service.hers.get(SendingService).receipt(who, reference));
      return receipt.clips[0]?.storedSha256 != null && receipt;
    });
    expect(complete.clips[0]?.storedSha256).toBe(await sha256Of(path));
  });
});

describe('a draft that the victim removes', () => {
  it('leaves no trace of its content: no row, no opening, no hash in the log', async () => {
    const who = await visitor(service, them.invitation);
    const path = await sample('silent');
    const id = await addClip(service, who, path, 'secret-name.mp4');
    await until(
      'the check',
      async () => (await who.act(() => service.hers.get(DraftsService).clips()))[0]?.state === 'verified',
    );
    await who.act(() => service.hers.get(DraftsService).remove(who, id));
    expect((await events(id)).map((event) => event.type)).toEqual([
      'clip-received',
      'clip-verified',
      'clip-removed',
    ]);
    const everything = JSON.stringify(
      await admin(`SELECT event FROM custody.record WHERE subject = $1`, [`clip:${id}`]),
    );
    expect(everything).not.toContain(await sha256Of(path));
    expect(everything).not.toContain('secret-name');
    expect(await admin(`SELECT 1 FROM lintel.opening WHERE subject = $1`, [`clip:${id}`])).toEqual([]);
    expect(await admin(`SELECT 1 FROM lintel.clip WHERE id = $1`, [id])).toEqual([]);
  });
});

describe('exhibit references', () => {
  it('never collide when officers accept at once', async () => {
    const who = await visitor(service, them.invitation);
    // What has no picture is soon made ready, and is accepted all the same.
    const path = await sample('text');
    const ids: ClipId[] = [];
    for (let n = 0; n < 20; n += 1) ids.push(await addClip(service, who, path));
    await who.act(() => service.hers.get(SendingService).send(who));
    const triage = service.theirs.get(TriageService);
    for (const id of ids)
      await until(
        'the master',
        async () => (await them.act(() => triage.clip(them.officer.id, id))).masterAt !== null,
      );
    const accepted = await Promise.all(
      ids.map((id) =>
        them.act(() =>
          triage.accept(them.officer.id, id, {
            initials: 'ZZ',
            producerName: 'Sample',
            description: 'Sample',
          }),
        ),
      ),
    );
    expect(new Set(accepted.map((exhibit) => exhibit.reference)).size).toBe(20);
  });
});
