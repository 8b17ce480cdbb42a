import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { createWorker } from '../../../src/apps/worker/app';
import { createWorkspace } from '../../../src/apps/workspace/app';
import { loadConfig, type Config } from '../../../src/config';
import { latestCheckpoint, loadSigners, verifierKeyText, verifyLive } from '../../../src/custody';
import { withOfficersSide } from '../../../src/apps/cli/first-run';
import { openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import { OfficerBrowser, sha256, Visitor, type Invitation } from '../../faults/support/people';
import { clip } from '../../fixtures/clips';
import { plainPicture } from '../../fixtures/pictures';
import { IntakeWorld } from '../../medium/intake/support/intake';
import type { Ceph } from '../../support/ceph';
import { freePort } from '../../support/port';
import { unlocked } from '../../support/unlocked';
import { until } from '../../support/until';
import { workspaceScripts } from '../../support/workspace-scripts';
import { keysOpen, s3Settings } from './keys-open';
import type { S3Driver } from './s3.driver';

const PASSWORD = 'three random words';
const logger = createLogger({ process: 'test', level: 'silent' });

/** As an operator sets it up: each process has a key of its own, and the policies in `deploy/s3` say what it opens. */
async function admit({ client, settings }: S3Driver): Promise<void> {
  for (const [file, Bucket] of [
    ['incoming-policy.json', settings.incomingBucket],
    ['evidence-policy.json', settings.evidenceBucket],
  ] as const) {
    const Policy = await readFile(join(__dirname, '../../../deploy/s3', file), 'utf8');
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  }
}

/** Intake by its own key, workspace and worker by theirs, all on one database and one S3. */
async function openHouse(ceph: Ceph, driver: S3Driver) {
  await admit(driver);
  // What has been opened is closed again, last first, also where a later step fails.
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const part of closing) await part();
  };
  try {
    const intake = await IntakeWorld.open(s3Settings(ceph.endpoint, ceph.processes.intake));
    closing.unshift(() => intake.close());
    const port = await freePort();
    const settings = {
      NODE_ENV: 'test',
      LINTEL_HOME: intake.home,
      INTAKE_PUBLIC_URL: intake.base,
      WORKSPACE_PORT: String(port),
      WORKER_HEALTH_PORT: '0',
      CUSTODY_SEQUENCE_MS: '50',
    };
    const [config, desks] = [ceph.processes.worker, ceph.processes.workspace].map((key) =>
      loadConfig({ ...settings, ...s3Settings(ceph.endpoint, key) }),
    ) as [Config, Config];
    const { urls } = intake.database;
    const workspace = await createWorkspace({
      config: desks,
      databaseUrl: urls.workspace,
      logger,
      scriptsFolder: await workspaceScripts(),
    });
    closing.unshift(() => workspace.close());
    await workspace.app.listen(port, '127.0.0.1');
    const worker = await createWorker({ config, databaseUrl: urls.worker, logger });
    closing.unshift(() => worker.close());
    const { officer, password } = await withOfficersSide(config, urls.owner, ({ identity }) =>
      identity.createOfficer({
        email: 'sample@force.example',
        displayName: 'Sample Officer',
        role: 'investigator',
      }),
    );
    const desk = new OfficerBrowser(`http://127.0.0.1:${port}`);
    await desk.must('POST', '/session', { email: officer.email, password });
    await desk.must('POST', '/password', { current: password, wanted: PASSWORD });
    await desk.must('POST', '/session/confirmation', { password: PASSWORD });
    return { desk, intake, config, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function invite(desk: OfficerBrowser): Promise<Invitation> {
  const opening = { urn: 'SAMPLE/1', offence: 'Sample offence' };
  const { id } = await desk.must<{ id: string }>('POST', '/investigations', opening);
  return desk.must('POST', `/investigations/${id}/invitations`, {
    days: 7,
    safeContact: { channel: 'in-person' },
  });
}

async function verdict(house: Awaited<ReturnType<typeof openHouse>>) {
  const { custody } = house.config;
  const place = { files: custody.keyFiles, folder: custody.keyFolder };
  const signers = await loadSigners(custody.origin, place);
  const database = await openDatabase(house.intake.database.urls.worker, 2);
  const waiting = 'SELECT count(*)::int AS count FROM custody.pending';
  try {
    await until('the last signature', async () => {
      const [row] = await database.transaction((tx) => tx.query<{ count: number }>(waiting));
      return row?.count === 0 && (await database.transaction(latestCheckpoint)) !== undefined;
    });
    return await verifyLive(database, { keys: signers.map((key) => verifierKeyText(key)) });
  } finally {
    await database.close();
  }
}

/** One clip by the real programs, from her upload to the exhibit, where every object lives in S3. */
export function wholePath(ceph: () => Ceph, driver: () => S3Driver): void {
  describe('a clip whose bytes live in S3', () => {
    let house: Awaited<ReturnType<typeof openHouse>>;
    beforeAll(async () => {
      house = await openHouse(ceph(), driver());
    });
    afterAll(() => house.close());
    const incomingNames = async (): Promise<string[]> => {
      const Bucket = driver().settings.incomingBucket;
      const { Contents = [] } = await driver().client.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key }) => Key ?? '');
    };

    it('becomes a locked, playable exhibit that can be proven', async () => {
      const { desk } = house;
      const { client, settings } = driver();
      const bytes = await readFile(await clip('h264'));
      const visitor = await Visitor.in(await invite(desk));
      const { id } = await visitor.add('clip.mp4', bytes, 50_000);
      await until('the check', async () => (await visitor.files())[0]?.state === 'checked');
      await visitor.sendAll();

      const url = `/clips/${id}`;
      const copies = () =>
        desk.must<{ items: { kind: string; state: string }[] }>('GET', `${url}/renditions`);
      const { items } = await until('the working copies', async () => {
        const found = await copies();
        return found.items.some(({ kind }) => kind === 'proxy') && found;
      });
      expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['made']));
      const acceptance = { initials: 'SP', producerName: 'Sample Producer', description: 'Front door' };
      expect(await desk.must('POST', `${url}/accept`, acceptance)).toMatchObject({ reference: 'SP/1' });

      const asked = { content: 'original', reason: 'Sample reason' };
      const { contentUrl } = await desk.must<{ contentUrl: string }>('POST', `${url}/downloads`, asked);
      expect(sha256(unlocked((await desk.get(contentUrl)).body))).toBe(sha256(bytes));
      const shown = await desk.must<{ contentUrl: string }>('POST', `${url}/viewings`, { content: 'proxy' });
      const whole = await desk.get(shown.contentUrl);
      const range = { Range: 'bytes=1000-1999', 'If-Range': whole.headers.etag ?? '' };
      const part = await desk.get(shown.contentUrl, range);
      expect(part.status).toBe(206);
      expect(part.headers['content-range']).toBe(`bytes 1000-1999/${whole.body.length}`);
      expect(part.body.equals(whole.body.subarray(1000, 2000))).toBe(true);

      const Bucket = settings.evidenceBucket;
      const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
      const master = Versions.filter(({ Size, Key }) => Size === bytes.length && Key?.startsWith('masters/'));
      expect(master).toHaveLength(1);
      const { Key, VersionId } = master[0] ?? {};
      const erase = new DeleteObjectCommand({ Bucket, Key, VersionId });
      await expect(client.send(erase)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
      await until('the end of its way', async () =>
        (await incomingNames()).every((name) => !name.includes(id)),
      );
      expect(await verdict(house)).toMatchObject({ outcome: 'proven' });
    });

    it('has a photograph beside it that an officer added, locked and proven as well', async () => {
      const { desk } = house;
      const opening = { urn: 'SAMPLE/2', offence: 'Sample offence' };
      const { id } = await desk.must<{ id: string }>('POST', '/investigations', opening);
      const { bytes: photograph } = await plainPicture('jpg');
      const form = new FormData();
      const words = { producerName: 'Sample Examiner', initials: 'SE', description: 'The gate' };
      for (const [name, value] of Object.entries({ kind: 'photograph', ...words })) form.set(name, value);
      form.set('file', new Blob([new Uint8Array(photograph)]), 'gate.jpg');
      const asForm = new Response(form);
      const { status, text } = await desk.send('POST', `/api/v1/investigations/${id}/additions`, {
        headers: { 'Content-Type': asForm.headers.get('Content-Type') ?? '', Accept: 'application/json' },
        body: Buffer.from(await asForm.arrayBuffer()),
      });
      expect([status, text]).toEqual([201, expect.any(String)]);
      const { id: item } = JSON.parse(text) as { id: string };
      await until('the exhibit', async () => {
        const { exhibit } = await desk.must<{ exhibit: string | null }>('GET', `/clips/${item}`);
        return exhibit === 'SE/1';
      });
      const { contentUrl } = await desk.must<{ contentUrl: string }>('POST', `/clips/${item}/viewings`, {
        content: 'original',
      });
      expect(sha256(unlocked((await desk.get(contentUrl)).body))).toBe(sha256(photograph));
      await until('the end of its way', async () => {
        return (await driver().leftovers('incoming', 'officers')).length === 0;
      });
      const Bucket = driver().settings.evidenceBucket;
      const { Versions = [] } = await driver().client.send(new ListObjectVersionsCommand({ Bucket }));
      const [master, ...others] = Versions.filter(({ Size }) => Size === photograph.length);
      expect(others).toEqual([]);
      const erase = new DeleteObjectCommand({ Bucket, Key: master?.Key, VersionId: master?.VersionId });
      await expect(driver().client.send(erase)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
      expect(await verdict(house)).toMatchObject({ outcome: 'proven' });
    });

    keysOpen(ceph, driver);
  });
}
