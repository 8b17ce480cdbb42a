import { createWorker } from '../../../src/apps/worker/app';
import { loadSigners } from '../../../src/custody';
import type { HttpApp } from '../../../src/platform/http';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { until } from '../../support/until';
import { ORIGIN } from '../custody/log.support';
import { rechain, regrow } from '../custody/tampering.support';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type World } from '../workspace/world';

interface Check {
  readonly id: string;
  readonly finishedAt: string | null;
  readonly result: { readonly outcome: string; readonly text: string; readonly verdict: object } | null;
}

let world: World;
let worker: HttpApp;
let client: OfficerClient;
let clip: string;
beforeAll(async () => {
  world = await openWorld({ WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '50', CUSTODY_ORIGIN: ORIGIN });
  const logger = createLogger({ process: 'test', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  const officer = await world.officer();
  client = await signedIn(world, officer);
  const home = await seedCase(world, officer.id);
  clip = (await seedClip(world, home)).id;
  // A draft's chain is part of the log, though no officer sees it.
  await seedClip(world, home, { draft: true });
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

async function check(): Promise<Check> {
  const { id } = (await client.call('POST', '/api/v1/custody/checks', {})).json();
  return until('the verdict', async () => {
    const answer = await client.call('GET', `/api/v1/custody/checks/${id}`);
    const found = JSON.parse(answer.text) as Check;
    return found.finishedAt !== null && found;
  });
}

/** What a superuser of the database can do: no trigger stands in the way. */
async function withoutTriggers(work: () => Promise<unknown>): Promise<void> {
  const tables = ['record', 'node', 'checkpoint', 'head'];
  for (const table of tables) await world.admin.query(`ALTER TABLE custody.${table} DISABLE TRIGGER USER`);
  await work();
  for (const table of tables) await world.admin.query(`ALTER TABLE custody.${table} ENABLE TRIGGER USER`);
}

const edit = (): Promise<unknown> =>
  world.admin.query(
    `UPDATE custody.record SET event = replace(event, '"size":', '"sise":') WHERE subject = $1 AND seq = 2`,
    [`clip:${clip}`],
  );

/** Until everything is signed and the head of it lies in the locked store. */
async function published(): Promise<void> {
  const store = await openEvidenceStore(world.config.objects);
  await until('the published head', async () => {
    const { rows } = await world.admin.query<{ size: string; left: string }>(
      `SELECT (SELECT max(size) FROM custody.checkpoint) AS size, (SELECT count(*) FROM custody.pending) AS left`,
    );
    const size = rows[0]?.size ?? '';
    const left = rows[0]?.left;
    const keys: string[] = [];
    for await (const { key } of store.list('checkpoints/')) keys.push(key);
    return left === '0' && keys.includes(`checkpoints/${size.padStart(16, '0')}`);
  });
}

describe('the live check of the whole log', () => {
  it('proves a log that nobody touched, drafts and all', async () => {
    const { result, id } = await check();
    expect(result).toMatchObject({ outcome: 'proven', verdict: { exitCode: 0 } });
    expect((await client.page(`/custody/checks/${id}`)).text).toContain('Proven');
  });

  it('names the first bad event of a log that was changed by somebody with all rights', async () => {
    await published();
    await withoutTriggers(edit);
    const { result, id } = await check();
    expect(result).toMatchObject({
      outcome: 'tampered',
      verdict: { first: { subject: `clip:${clip}`, seq: 2, what: 'altered' } },
    });
    const page = await client.page(`/custody/checks/${id}`);
    expect(page.text).toContain('Evidence of tampering');
    expect(page.text).toContain(`record 2 of clip:${clip}`);
  });

  it('finds a log that was made again as a whole with its key: the locked store holds older heads', async () => {
    const { keyFiles, keyFolder } = world.config.custody;
    const [signer] = await loadSigners(ORIGIN, { files: keyFiles, folder: keyFolder });
    await withoutTriggers(async () => {
      await rechain(world.admin, `clip:${clip}`);
      await regrow(world.admin, signer);
    });
    const { result } = await check();
    expect(result).toMatchObject({ outcome: 'tampered', verdict: { first: { what: 'rewritten' } } });
  });
});
