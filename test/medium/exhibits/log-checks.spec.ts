import { createWorker } from '../../../src/apps/worker/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { until } from '../../support/until';
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
  world = await openWorld({ WORKER_HEALTH_PORT: '0', CUSTODY_SEQUENCE_MS: '50' });
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

describe('the live check of the whole log', () => {
  it('proves a log that nobody touched, drafts and all', async () => {
    const { result, id } = await check();
    expect(result).toMatchObject({ outcome: 'proven', verdict: { exitCode: 0 } });
    expect((await client.page(`/custody/checks/${id}`)).text).toContain('Proven');
  });

  it('names the first bad event of a log that was changed by somebody with all rights', async () => {
    await until('every record signed', async () => {
      const { rows } = await world.admin.query('SELECT 1 FROM custody.pending LIMIT 1');
      return rows.length === 0;
    });
    await world.admin.query('ALTER TABLE custody.record DISABLE TRIGGER kept');
    await world.admin.query(
      `UPDATE custody.record SET event = replace(event, '"master-defined"', '"master-refined"') WHERE subject = $1`,
      [`clip:${clip}`],
    );
    await world.admin.query('ALTER TABLE custody.record ENABLE ALWAYS TRIGGER kept');
    const { result, id } = await check();
    expect(result).toMatchObject({
      outcome: 'tampered',
      verdict: { first: { subject: `clip:${clip}`, seq: 2, what: 'altered' } },
    });
    const page = await client.page(`/custody/checks/${id}`);
    expect(page.text).toContain('Evidence of tampering');
    expect(page.text).toContain(`record 2 of clip:${clip}`);
  });
});
