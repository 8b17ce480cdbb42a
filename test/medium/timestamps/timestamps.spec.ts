import { Client } from 'pg';
import { createHash } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { Module, type DynamicModule, INestApplicationContext } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformModule } from '../../../src/apps/platform.module';
import { loadConfig, type Config } from '../../../src/config';
import {
  clipSubject,
  CustodyLog,
  latestCheckpoint,
  loadSigners,
  sequenceOnce,
  type SignedCheckpoint,
} from '../../../src/custody';
import {
  TimeStampAuthority,
  TimestampsModule,
  TimestampsService,
} from '../../../src/features/disclosure/timestamps';
import { systemClock } from '../../../src/kernel/clock';
import { randomId, type ClipId } from '../../../src/kernel/ids';
import { Database } from '../../../src/platform/database';
import { evidenceKey, openEvidenceStore, type EvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startAuthority, type TestAuthority } from '../../support/tsa';

@Module({})
class SideModule {}

let tsa: TestAuthority;
let database: TestDatabase;
let home: string;
let config: Config;
let evidence: EvidenceStore;
let app: INestApplicationContext;
let service: TimestampsService;
let admin: Client;

beforeAll(async () => {
  tsa = await startAuthority();
  database = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'lintel-stamps-'));
  config = loadConfig({
    NODE_ENV: 'test',
    LINTEL_HOME: home,
    LIMIT_FREE_BYTES: '1',
    TSA_URL: tsa.url,
    TSA_CA_FILE: tsa.caFile,
    TSA_TIMEOUT_SECONDS: '5',
  });
  evidence = await openEvidenceStore(config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const authority = await TimeStampAuthority.from(config.timestamps, systemClock);
  const imports = [
    PlatformModule.forRoot({ config, databaseUrl: database.urls.worker, logger }),
    TimestampsModule.with(evidence, authority),
  ];
  const side: DynamicModule = { module: SideModule, imports };
  app = await NestFactory.createApplicationContext(side, { logger: false, abortOnError: false });
  service = app.get(TimestampsService);
  admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await app.close();
  await database.drop();
  await tsa.close();
  await rm(home, { recursive: true, force: true });
});

/** Logs one event and signs a checkpoint over it. */
async function checkpoint(): Promise<SignedCheckpoint> {
  const db = app.get(Database);
  const { origin, keyFiles, keyFolder } = config.custody;
  await db.transaction((tx) =>
    new CustodyLog(systemClock).append(tx, {
      type: 'clip-removed',
      subject: clipSubject(randomId<ClipId>()),
    }),
  );
  await sequenceOnce(db, await loadSigners(origin, { files: keyFiles, folder: keyFolder }));
  return (await db.transaction(latestCheckpoint)) as SignedCheckpoint;
}

const asked = async (): Promise<number> => {
  const found = await admin.query(`SELECT 1 FROM lintel.outbox WHERE name = 'stamp-checkpoint'`);
  return found.rowCount ?? 0;
};

it('a stamped checkpoint is kept as a row and as an object, and is asked for once', async () => {
  tsa.answer('right');
  const signed = await checkpoint();
  const before = tsa.asked();
  const token = await service.forSeal(signed);
  await service.stampCheckpoint(signed.size);
  expect(await service.forSeal(signed)).toEqual(token);
  expect(tsa.asked() - before).toBe(1);
  const { rows } = await admin.query<{ imprint: string; object_key: string; anchored: boolean }>(
    'SELECT imprint, object_key, anchored FROM lintel.custody_timestamp WHERE checkpoint_size = $1',
    [signed.size],
  );
  const imprint = createHash('sha256').update(signed.note).digest('hex');
  expect(rows).toMatchObject([{ imprint, anchored: true }]);
  const chunks: Buffer[] = [];
  for await (const chunk of await evidence.read(evidenceKey(rows[0]?.object_key ?? '')))
    chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toEqual(token);
});

it('two workers that stamp the same checkpoint at once leave one token', async () => {
  tsa.answer('right');
  const signed = await checkpoint();
  const [one, other] = await Promise.all([service.forSeal(signed), service.forSeal(signed)]);
  expect(one).toEqual(other);
});

it('an authority that is away holds no seal up, and is asked again later', async () => {
  const signed = await checkpoint();
  const before = await asked();
  await tsa.down();
  expect(await service.forSeal(signed)).toBeUndefined();
  expect(await asked()).toBe(before + 1);
  await expect(service.stampCheckpoint(signed.size)).rejects.toMatchObject({ fault: 'no answer' });
  await tsa.up();
  tsa.answer('right');
  await service.stampCheckpoint(signed.size);
  expect(await service.forSeal(signed)).toBeInstanceOf(Buffer);
});

it('nothing wrong is ever stored', async () => {
  const signed = await checkpoint();
  for (const wrong of ['other-nonce', 'other-hash', 'other-ca', 'expired', 'garbage'] as const) {
    tsa.answer(wrong);
    await expect(service.stampCheckpoint(signed.size)).rejects.toHaveProperty('fault');
  }
  const found = await admin.query('SELECT 1 FROM lintel.custody_timestamp WHERE checkpoint_size = $1', [
    signed.size,
  ]);
  expect(found.rowCount).toBe(0);
});

it('the newest checkpoint is stamped at the set interval, not more often', async () => {
  const before = await asked();
  await service.keepUp();
  expect(await asked()).toBe(before);
});

it('a stored token cannot be changed or taken away, not even by the owner', async () => {
  for (const sql of [
    'DELETE FROM lintel.custody_timestamp',
    `UPDATE lintel.custody_timestamp SET serial = '1'`,
  ])
    await expect(admin.query(sql)).rejects.toThrow('refused');
});
