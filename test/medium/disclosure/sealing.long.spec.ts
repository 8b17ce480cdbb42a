import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipSubject } from '../../../src/custody';
import { TimeStampAuthority } from '../../../src/features/disclosure';
import { systemClock } from '../../../src/kernel/clock';
import type { ClipId } from '../../../src/kernel/ids';
import { verifyArchive } from '../../../src/verifier';
import { openWorld, type World } from '../workspace/world';
import { Desk, type VerdictChoices } from './desk';
import { openSealer, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

interface State {
  readonly state: string;
  readonly stateReason: string;
}

async function oneExhibit(): Promise<{ desk: Desk; id: string }> {
  const desk = await Desk.open(world);
  const { id } = await seedItem(world, desk.home, desk.officer.id);
  await desk.decide([id], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  return { desk, id };
}

const stateOf = (desk: Desk, id: string): Promise<State> => desk.get<State>(`/api/v1/bundles/${id}`);

const events = async (subject: string): Promise<string[]> => {
  const { rows } = await world.admin.query<{ type: string }>(
    `SELECT event::jsonb ->> 'type' AS type FROM custody.record WHERE subject = $1 ORDER BY seq`,
    [subject],
  );
  return rows.map(({ type }) => type);
};

const count = async (table: string, bundle: string): Promise<number> => {
  const { rows } = await world.admin.query(`SELECT 1 FROM lintel.${table} WHERE bundle_id = $1`, [bundle]);
  return rows.length;
};

describe('sealing', () => {
  it('reads every stored file again, and refuses and logs when one is not what was locked', async () => {
    const { desk, id } = await oneExhibit();
    const file = join(world.config.objects.root, 'evidence', 'masters', id);
    await chmod(file, 0o644);
    await writeFile(file, 'other bytes');
    const bundle = await desk.bundle(sealer, 'court');
    expect(await stateOf(desk, bundle)).toMatchObject({
      state: 'refused',
      stateReason: expect.stringMatching(/original of QX\/\d+ is not what was locked/) as string,
    });
    expect((await events(`clip:${id}`)).at(-1)).toBe('fixity-failed');
    expect(await count('bundle_entry', bundle)).toBe(0);
    const download = await desk.client.call('POST', `/api/v1/bundles/${bundle}/downloads`, { reason: 'x' });
    expect(download.status).toBe(409);
  });

  it('happens once, however often its job runs, and gives the same bytes for ever', async () => {
    const { desk } = await oneExhibit();
    const bundle = await desk.bundle(sealer, 'court');
    const first = await desk.download(bundle);
    await sealer.seal(bundle);
    const entries = await count('bundle_entry', bundle);
    await sealer.seal(bundle);
    expect(await count('bundle_entry', bundle)).toBe(entries);
    expect((await desk.download(bundle)).bytes.equals(first.bytes)).toBe(true);
    const sealed = await events(`investigation:${desk.home.investigation}`);
    expect(sealed.filter((type) => type === 'bundle-sealed')).toHaveLength(1);
  });

  it('leaves nothing fixed when it is cut off, and ends well when it runs again', async () => {
    const { desk } = await oneExhibit();
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'court' });
    const bundle = String(id);
    for (const after of [0, 5, 20]) {
      await expect(sealer.seal(bundle, { signal: AbortSignal.timeout(after), last: true })).rejects.toThrow();
      expect(await count('bundle_entry', bundle)).toBe(0);
      expect((await stateOf(desk, bundle)).state).toBe('requested');
    }
    await sealer.seal(bundle);
    expect((await stateOf(desk, bundle)).state).toBe('sealed');
  });

  it('seals once when two workers do it at the same moment', async () => {
    const { desk } = await oneExhibit();
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'court' });
    await Promise.all([sealer.seal(String(id)), sealer.seal(String(id))]);
    expect((await stateOf(desk, String(id))).state).toBe('sealed');
    expect((await desk.download(String(id))).answer.status).toBe(200);
  });

  it('that fails for good says so, and the officer can ask again', async () => {
    const broken = await openSealer(world, () => {
      throw new Error('a part is missing');
    });
    const { desk } = await oneExhibit();
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'court' });
    await expect(broken.seal(String(id))).rejects.toThrow('a part is missing');
    expect((await stateOf(desk, String(id))).state).toBe('requested');
    await expect(broken.seal(String(id), { last: true })).rejects.toThrow('a part is missing');
    await broken.close();
    expect(await stateOf(desk, String(id))).toMatchObject({
      state: 'refused',
      stateReason: expect.stringContaining('Ask again later') as string,
    });
    expect((await stateOf(desk, await desk.bundle(sealer, 'court'))).state).toBe('sealed');
  });

  it('is not held up by a time stamping authority that is away, which is asked again later', async () => {
    // Port 9 of this machine: nobody listens.
    const away = new TimeStampAuthority('http://127.0.0.1:9/', [], 2_000, systemClock);
    const patient = await openSealer(world, () => [], away);
    const { desk } = await oneExhibit();
    const asked = async (): Promise<number> =>
      (await world.admin.query(`SELECT 1 FROM lintel.outbox WHERE name = 'stamp-checkpoint'`)).rows.length;
    const before = await asked();
    const id = await desk.bundle(patient, 'court');
    await patient.close();
    expect((await stateOf(desk, id)).state).toBe('sealed');
    const { rows } = await world.admin.query<{ path: string }>(
      'SELECT path FROM lintel.bundle_entry WHERE bundle_id = $1',
      [id],
    );
    expect(rows.map(({ path }) => path)).not.toContain('data/custody/checkpoint.tsr');
    // For the state of the histories, and for the one that holds the list of files.
    expect(await asked()).toBe(before + 2);
  });

  it('is refused, and says why, when the bundle would not stand the check of whoever gets it', async () => {
    const desk = await Desk.open(world);
    const item = await seedItem(world, desk.home, desk.officer.id);
    const { rows } = await world.admin.query<{ id: string; description: string }>(
      'SELECT id, description FROM lintel.exhibit WHERE clip_id = $1',
      [item.id],
    );
    const [exhibit] = rows;
    await world.state({
      type: 'exhibit-registered',
      subject: clipSubject(item.id as ClipId),
      detail: { exhibit: exhibit?.id ?? '', sha256: item.sha256 },
      secrets: {
        reference: item.reference,
        producerName: 'Ann Bell',
        description: exhibit?.description ?? '',
      },
    });
    await desk.decide([item.id], { classification: 'evidence', originalToDefence: true });
    await desk.makeForms();
    expect((await stateOf(desk, await desk.bundle(sealer, 'court'))).state).toBe('sealed');
    await world.admin.query('SET session_replication_role = replica');
    await world.admin.query(`UPDATE lintel.exhibit SET producer_name = 'Eve Black' WHERE clip_id = $1`, [
      item.id,
    ]);
    await world.admin.query('RESET session_replication_role');
    await desk.makeForms();
    for (const kind of ['prosecution', 'defence', 'court'] as const) {
      const bundle = await desk.bundle(sealer, kind);
      const { state, stateReason } = await stateOf(desk, bundle);
      expect([state, stateReason]).toEqual([
        'refused',
        expect.stringContaining(
          `data/bundle.json: producerName of ${item.reference}: the summary of the bundle`,
        ),
      ]);
      expect(stateReason).not.toContain('Eve Black');
      expect(await count('bundle_entry', bundle)).toBe(0);
      const download = await desk.client.call('POST', `/api/v1/bundles/${bundle}/downloads`, { reason: 'x' });
      expect(download.status).toBe(409);
    }
    expect((await events(`investigation:${desk.home.investigation}`)).at(-1)).toBe('bundle-refused');
  });

  it('says nothing of the investigation in the record that goes along in the bundle', async () => {
    const { desk } = await oneExhibit();
    const bundle = await desk.bundle(sealer, 'defence');
    expect(await events(`bundle:${bundle}`)).toEqual(['bundle-manifest']);
    expect(await events(`investigation:${desk.home.investigation}`)).not.toContain('bundle-manifest');
  });

  it('is refused when a decision has changed since it was asked for', async () => {
    const { desk, id } = await oneExhibit();
    const asked = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
    await desk.decide([id], { classification: 'sensitive' });
    await sealer.seal(String(asked['id']));
    expect(await stateOf(desk, String(asked['id']))).toMatchObject({
      state: 'refused',
      stateReason: expect.stringContaining('have changed') as string,
    });
  });

  // The first is one that PostgreSQL itself would let through: such an item may go to the defence, only not as that.
  it.each<VerdictChoices>([
    { classification: 'unused', meetsTest: true },
    { classification: 'sensitive' },
    { classification: 'evidence', originalToDefence: false },
  ])(
    'is refused when a decision changes after its archive was made, before it is on record: %j',
    async (verdict) => {
      const { desk, id } = await oneExhibit();
      let made = 0;
      const late = await openSealer(world, undefined, undefined, undefined, async (...archive) => {
        const found = await verifyArchive(...archive);
        await desk.decide([id], verdict);
        made += 1;
        return found;
      });
      const bundle = await desk.bundle(late, 'defence');
      await late.close();
      expect(made).toBe(1);
      expect(await stateOf(desk, bundle)).toMatchObject({
        state: 'refused',
        stateReason: expect.stringContaining('have changed') as string,
      });
      expect(await count('bundle_entry', bundle)).toBe(0);
      expect((await events(`investigation:${desk.home.investigation}`)).at(-1)).toBe('bundle-refused');
      const download = await desk.client.call('POST', `/api/v1/bundles/${bundle}/downloads`, { reason: 'x' });
      expect(download.status).toBe(409);
    },
  );
});

describe('a bundle whose check fails', () => {
  it('says that decisions have changed, and nothing to the operator, where one changed while its archive was made', async () => {
    const { desk, id } = await oneExhibit();
    const late = await openSealer(world, undefined, undefined, undefined, async (...archive) => {
      await desk.decide([id], { classification: 'unused', meetsTest: true });
      // What the check says of a summary of before beside a history of after.
      const found = await verifyArchive(...archive);
      return found ?? 'data/bundle.json: listedAs: the summary of the bundle does not fit what it holds.';
    });
    const bundle = await desk.bundle(late, 'defence');
    await late.close();
    const { state, stateReason } = await stateOf(desk, bundle);
    expect([state, stateReason]).toEqual(['refused', expect.stringContaining('have changed') as string]);
    expect(stateReason).not.toContain('Tell the operator');
  });
});

describe('a sealed bundle', () => {
  it('is superseded by another of its kind, and stays what it was', async () => {
    const { desk } = await oneExhibit();
    const old = await desk.bundle(sealer, 'court');
    const { bytes } = await desk.download(old);
    const next = await desk.bundle(sealer, 'court', { supersedes: old });
    expect(await stateOf(desk, old)).toMatchObject({ state: 'superseded' });
    expect(await stateOf(desk, next)).toMatchObject({ state: 'sealed', supersedes: old });
    expect((await desk.download(old)).bytes.equals(bytes)).toBe(true);
    await expect(desk.post(desk.ofCase('bundles'), { kind: 'defence', supersedes: next })).rejects.toThrow(
      'cannot-supersede',
    );
  });

  it('that is revoked gives no more copies, also under a ticket that was open', async () => {
    const { desk } = await oneExhibit();
    const id = await desk.bundle(sealer, 'court');
    const { url } = await desk.download(id);
    await desk.post(`/api/v1/bundles/${id}/revoke`, { reason: 'Sent to the wrong court' }, 204);
    expect((await desk.client.call('GET', url)).status).toBe(404);
    const again = await desk.client.call('POST', `/api/v1/bundles/${id}/revoke`, { reason: 'x' });
    expect(again.json()).toMatchObject({ status: 409, code: 'wrong-bundle-state' });
    expect((await events(`investigation:${desk.home.investigation}`)).at(-1)).toBe('bundle-revoked');
  });

  it('for the defence is revoked at once when one of its items is decided to be sensitive', async () => {
    const { desk, id } = await oneExhibit();
    const [defence, court, prosecution] = [
      await desk.bundle(sealer, 'defence'),
      await desk.bundle(sealer, 'court'),
      await desk.bundle(sealer, 'prosecution'),
    ];
    await desk.decide([id], { classification: 'sensitive' });
    expect((await stateOf(desk, defence)).state).toBe('revoked');
    expect((await stateOf(desk, court)).state).toBe('revoked');
    expect((await stateOf(desk, prosecution)).state).toBe('sealed');
  });

  it('for the defence is revoked, and one that waits refused, when what its MG6C alone lists is decided to be sensitive', async () => {
    const { desk } = await oneExhibit();
    const listed = await seedItem(world, desk.home, desk.officer.id);
    await desk.decide([listed.id], { classification: 'unused' });
    await desk.makeForms();
    const [defence, court] = [await desk.bundle(sealer, 'defence'), await desk.bundle(sealer, 'court')];
    const { id: waiting } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
    await desk.decide([listed.id], { classification: 'sensitive' });
    await sealer.seal(String(waiting));
    expect((await stateOf(desk, defence)).state).toBe('revoked');
    expect((await stateOf(desk, String(waiting))).state).toBe('refused');
    expect((await stateOf(desk, court)).state).toBe('sealed');
  });
});
