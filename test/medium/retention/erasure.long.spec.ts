import { loadSigners, verifierKeyText, verifyLive } from '../../../src/custody';
import { missingObjects } from '../../../src/features/evidence';
import { openDatabase } from '../../../src/platform/database';
import { openEvidenceStore, openIncomingStore } from '../../../src/platform/object-store';
import { openSealer, seedItem } from '../disclosure/support';
import { seedRendition } from '../workspace/world';
import { Bench, codeOf, NAME, read, WHY } from './bench';
import { openEraser } from './eraser';

describe('an erasure (real PostgreSQL, real files)', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
    await bench.record('oic');
  });
  afterAll(() => bench.close());

  it('is kept while a bundle with it is not revoked; then the bundle’s own files go, too', async () => {
    const { id } = await bench.item();
    await bench.clients.discloser.call('POST', `${bench.of}/decisions`, {
      items: [id],
      classification: 'evidence',
      meetsTest: false,
      reason: 'Shows the man',
    });
    await bench.clients.discloser.call('POST', `${bench.of}/schedules`, {
      form: 'MG12',
      signedName: bench.others[2]?.displayName,
    });
    const bundle: string = (
      await bench.clients.discloser.call('POST', `${bench.of}/bundles`, { kind: 'court', items: [id] })
    ).json().id;
    const sealer = await openSealer(bench.world);
    await sealer.seal(bundle);
    await sealer.close();
    expect(codeOf(await bench.propose(id))).toEqual([409, 'must-be-kept']);
    await bench.clients.discloser.call('POST', `/api/v1/bundles/${bundle}/revoke`, {
      reason: 'The case is over',
    });
    await bench.approved(id);
    expect((await bench.files()).some((name) => name.startsWith(`bundles/${bundle}/`))).toBe(true);
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('erased');
    expect((await bench.files()).filter((name) => name.startsWith(`bundles/${bundle}/`))).toEqual([]);
  });

  it('erases the bytes, the copies and what was said of it; hashes, references and the history stay, and are proven', async () => {
    const { id, reference } = await bench.item();
    await bench.clients.oic.call('POST', `/api/v1/clips/${id}/viewings`, { content: 'proxy' });
    const before = read(await bench.clients.oic.call('GET', `/api/v1/clips/${id}`));
    const proposal = await bench.approved(id);
    const { rows: keys } = await bench.world.admin.query<{ key: string }>(
      `SELECT evidence_key AS key FROM lintel.clip WHERE id = $1 UNION ALL SELECT object_key FROM lintel.rendition WHERE clip_id = $1`,
      [id],
    );
    expect(keys).toHaveLength(2);
    await bench.eraser.run();
    const left = await bench.files();
    for (const { key } of keys) expect(left).not.toContain(key);

    const after = read(await bench.clients.oic.call('GET', `/api/v1/clips/${id}`));
    expect(after).toMatchObject({
      fileName: '(erased)',
      storedSha256: before.storedSha256,
      exhibit: reference,
    });
    expect(after.erasedAt).not.toBeNull();
    for (const content of ['proxy', 'original']) {
      const open = await bench.clients.oic.call('POST', `/api/v1/clips/${id}/viewings`, { content });
      expect(codeOf(open)).toEqual([404, 'item-erased']);
    }
    for (const path of [
      `/clips/${id}`,
      `/clips/${id}/retention`,
      `/clips/${id}/custody`,
      `/clips/${id}/triage`,
    ]) {
      const shown = await bench.clients.oic.page(path);
      expect([path, shown.status, shown.text.includes(NAME)]).toEqual([path, 200, false]);
    }
    const { rows } = await bench.world.admin.query<{ field: string }>(
      `SELECT field FROM lintel.opening WHERE subject = 'clip:' || $1`,
      [id],
    );
    expect(new Set(rows.map(({ field }) => field))).toEqual(new Set(['reason']));
    const { rows: events } = await bench.world.admin.query<{
      detail: { objects: { what: string; sha256: string }[] };
    }>(
      `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
        WHERE subject = 'clip:' || $1 AND event::jsonb ->> 'type' = 'erased'`,
      [id],
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.detail).toMatchObject({ disposal: proposal });
    expect(events[0]?.detail.objects).toContainEqual(
      expect.objectContaining({ what: 'original', sha256: before.storedSha256 }),
    );
    expect(JSON.stringify(events)).not.toContain(NAME);
    await bench.eraser.run();
    expect((await bench.types(id)).filter((type) => type === 'erased')).toHaveLength(1);
  });

  it('takes the words of a written item with its file, and what was written is not taken in again', async () => {
    const words = 'He waited by the old lime kiln';
    await bench.world.admin.query(
      `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 1, now())`,
      [
        ...[bench.home.invitation, bench.home.investigation, bench.home.submission],
        JSON.stringify({ what: { words, unknown: false } }),
      ],
    );
    const listed = async (): Promise<string[]> => {
      const answer = await bench.clients.discloser.call('GET', `${bench.of}/items?limit=200`);
      const { items } = JSON.parse(answer.text) as { items: { id: string; written: object | null }[] };
      return items.filter(({ written }) => written !== null).map(({ id }) => id);
    };
    const [id = ''] = await listed();
    await bench.clients.discloser.call('POST', `${bench.of}/decisions`, {
      ...{ items: [id], classification: 'unused', meetsTest: true, reason: 'Seen' },
      description: 'An account of the complainant',
    });
    const sealer = await openSealer(bench.world);
    await sealer.lock(id);
    await sealer.close();
    const holders = await bench.tablesWith(words);
    expect(holders).toEqual(['lintel.incident', 'lintel.opening', 'lintel.written_item']);
    await bench.approved(id);
    await bench.eraser.run();
    expect(await bench.stateOf(id)).toBe('erased');
    expect(
      (await bench.files()).filter((name) => name.includes(`written/${id}`) && name.endsWith('.pdf')),
    ).toEqual([]);
    expect(await bench.tablesWith(words)).toEqual(['lintel.incident']);
    expect(await listed()).toEqual([]);
  });

  it('takes every version of a transcript with its recording', async () => {
    const { id } = await bench.item();
    const words = 'By the old lime kiln';
    await bench.world.admin.query(
      `INSERT INTO lintel.transcript (id, clip_id, author_id, reason)
       SELECT gen_random_uuid(), c.id, m.officer_id, '' FROM lintel.clip c JOIN lintel.investigation_member m
           ON m.investigation_id = c.investigation_id WHERE c.id = $1 LIMIT 1`,
      [id],
    );
    await bench.world.admin.query(
      `UPDATE lintel.transcript SET lines = jsonb_build_array(jsonb_build_object('words', $2::text)), captions = $2,
              sha256 = encode(sha256(convert_to($2, 'UTF8')), 'hex') WHERE clip_id = $1`,
      [id, words],
    );
    await bench.world.admin.query(
      `INSERT INTO lintel.transcript_check (transcript_id, sha256, officer_id)
       SELECT id, sha256, author_id FROM lintel.transcript WHERE clip_id = $1`,
      [id],
    );
    expect(await bench.tablesWith(words)).toEqual(['lintel.transcript']);
    await bench.approved(id);
    await bench.eraser.run();
    expect(await bench.tablesWith(words)).toEqual([]);
  });

  it('takes what a machine proposed of faces with its recording', async () => {
    const { id } = await bench.item();
    await bench.world.admin.query(
      `INSERT INTO lintel.face_search (id, clip_id, master_sha256, asked_by)
       SELECT gen_random_uuid(), c.id, c.stored_sha256, m.officer_id FROM lintel.clip c JOIN lintel.investigation_member m
           ON m.investigation_id = c.investigation_id WHERE c.id = $1 LIMIT 1`,
      [id],
    );
    const left = async (): Promise<number | null> =>
      (await bench.world.admin.query('SELECT 1 FROM lintel.face_search WHERE clip_id = $1', [id])).rowCount;
    expect(await left()).toBe(1);
    await bench.approved(id);
    await bench.eraser.run();
    expect(await left()).toBe(0);
  });

  it('takes the words that a program proposed with their recording', async () => {
    const { id } = await bench.item();
    await bench.world.admin.query(
      `INSERT INTO lintel.word_proposal (id, clip_id, master_sha256, asked_by, state, cues, program, program_sha256, done_at)
       SELECT gen_random_uuid(), c.id, c.stored_sha256, m.officer_id, 'made', '[{"start":0,"end":1,"words":"Samarkand"}]', 'Sample',
              repeat('a', 64), now()
         FROM lintel.clip c JOIN lintel.investigation_member m ON m.investigation_id = c.investigation_id WHERE c.id = $1 LIMIT 1`,
      [id],
    );
    expect(await bench.tablesWith('Samarkand')).toEqual(['lintel.word_proposal']);
    await bench.approved(id);
    await bench.eraser.run();
    expect(await bench.tablesWith('Samarkand')).toEqual([]);
  });

  it('leaves nothing of her name for it in any table', async () => {
    const { id } = await bench.item();
    await bench.world.admin.query(
      `INSERT INTO lintel.receipt (submission_id, invitation_id, reference, sent_at, clips)
       SELECT c.submission_id, c.invitation_id, 'S-SAMPLE', now(), jsonb_build_array(
         jsonb_build_object('id', c.id, 'fileName', c.file_name, 'size', 1)) FROM lintel.clip c WHERE c.id = $1`,
      [id],
    );
    await bench.world.admin.query(`UPDATE lintel.clip SET file_name = 'Zebra crossing 7.mp4' WHERE id = $1`, [
      id,
    ]);
    await bench.world.admin.query(
      `UPDATE lintel.receipt SET clips = jsonb_set(clips, '{0,fileName}', '"Zebra crossing 7.mp4"')`,
    );
    await bench.world.admin.query(
      `UPDATE lintel.exhibit SET description = 'Zebra crossing 7' WHERE clip_id = $1`,
      [id],
    );
    await bench.approved(id);
    expect(await bench.tablesWith('Zebra crossing 7')).toEqual([
      'lintel.clip',
      'lintel.exhibit',
      'lintel.receipt',
    ]);
    await bench.eraser.run();
    expect(await bench.tablesWith('Zebra crossing 7')).toEqual([]);
  });

  it('keeps the copies that another item shares, until that one goes', async () => {
    const bytes = Buffer.from('the same film twice');
    const [one, other] = [await bench.item(), await bench.item()];
    const twin = await seedItem(bench.world, bench.home, bench.oic.id, { bytes });
    for (const { id } of [one, other])
      await bench.world.admin.query('UPDATE lintel.clip SET stored_sha256 = $2 WHERE id = $1', [
        id,
        twin.sha256,
      ]);
    for (const { id } of [one, other]) {
      await bench.world.admin.query('DELETE FROM lintel.rendition WHERE clip_id = $1', [id]);
      await seedRendition(bench.world, { id, bytes, sha256: twin.sha256 }, 'proxy', {
        bytes,
        contentType: 'video/mp4',
      });
    }
    await bench.world.admin.query('DELETE FROM lintel.exhibit WHERE clip_id = $1', [twin.id]);
    await bench.world.admin.query('DELETE FROM lintel.clip WHERE id = $1', [twin.id]);
    const { rows } = await bench.world.admin.query<{ key: string }>(
      `UPDATE lintel.rendition SET object_key = (SELECT object_key FROM lintel.rendition WHERE clip_id = $1)
        WHERE clip_id IN ($1, $2) RETURNING object_key AS key`,
      [one.id, other.id],
    );
    const key = rows[0]?.key ?? '';
    await bench.approved(one.id);
    await bench.eraser.run();
    expect(await bench.files()).toContain(key);
    await bench.approved(other.id);
    await bench.eraser.run();
    expect(await bench.files()).not.toContain(key);
  });

  it('goes on where a worker died in the middle, and says it once', async () => {
    const { id } = await bench.item();
    await bench.approved(id);
    let calls = 0;
    const dying = await openEraser(bench.world, {
      erase: () => {
        calls += 1;
        return Promise.reject(new Error('the worker was killed'));
      },
    });
    await expect(dying.run()).rejects.toThrow('a disposal could not be carried out');
    await dying.close();
    expect(calls).toBeGreaterThan(0);
    expect(await bench.stateOf(id)).toBe('erasing');
    expect(codeOf(await bench.clients.oic.call('POST', `/api/v1/clips/${id}/holds`, WHY))).toEqual([
      409,
      'item-erased',
    ]);
    const again = await openEraser(bench.world);
    await Promise.all([bench.eraser.run(), again.run()]);
    await again.close();
    expect(await bench.stateOf(id)).toBe('erased');
    expect((await bench.types(id)).filter((type) => type === 'erased')).toHaveLength(1);
  });

  it('is not reported as lost, and the whole log stays proven', async () => {
    const database = await openDatabase(bench.world.database.urls.worker, 2);
    const { objects, custody } = bench.world.config;
    const stores = [await openIncomingStore(objects), await openEvidenceStore(objects)] as const;
    const gone = await bench.world.admin.query<{ id: string }>(
      'SELECT id FROM lintel.clip WHERE erased_at IS NOT NULL',
    );
    const missing: readonly string[] = await missingObjects(database, ...stores);
    expect(gone.rows.length).toBeGreaterThan(3);
    expect(gone.rows.filter(({ id }) => missing.includes(id))).toEqual([]);
    await bench.world.sign();
    const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
    const verdict = await verifyLive(database, {
      keys: signers.map((key) => verifierKeyText(key)),
      trustedCheckpoints: [],
    });
    expect(verdict.outcome).toBe('proven');
    await database.close();
  });

  it('is seen by an auditor: who proposed and agreed, when and why', async () => {
    const search = await bench.clients.auditor.call('GET', '/api/v1/audit/events?type=erased');
    expect(search.status).toBe(200);
    expect(search.json().items.length).toBeGreaterThan(3);
  });
});
