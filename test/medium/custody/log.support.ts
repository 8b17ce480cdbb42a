import { generateKeyPairSync } from 'node:crypto';
import type { Client } from 'pg';
import {
  clipSubject,
  CustodyLog,
  SERVICE_SUBJECT,
  sequenceOnce,
  verifierKeyText,
  type Appended,
  type Fact,
  type NoteSigner,
  type SubjectOf,
} from '../../../src/custody';
import { oneAfterAnother, type Layout } from '../../../src/custody/pure/places';
import { noteSigner } from '../../../src/custody/pure/signed-note';
import { systemClock } from '../../../src/kernel/clock';
import { randomId, type ClipId } from '../../../src/kernel/ids';
import { openDatabase, type Database } from '../../../src/platform/database';
import { createTestDatabase, withAdmin, type TestDatabase } from '../../support/database';

export const ORIGIN = 'lintel.test/custody';
export const newClip = (): SubjectOf<'clip'> => clipSubject(randomId<ClipId>());
export const newSigner = (): NoteSigner => noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey);

/** What the worker says of a clip: a fact that it is permitted to state. `size` tells one from another. */
export const copyMade = (subject: SubjectOf<'clip'>, size = 0): Fact<'rendition-made'> => ({
  type: 'rendition-made',
  subject,
  detail: {
    kind: 'defence-copy',
    inputSha256: '0'.repeat(64),
    sha256: '1'.repeat(64),
    size,
    recipe: { tool: 'ffmpeg', version: 'ffmpeg version 5.1', arguments: [] },
  },
  secrets: { removed: [`front door ${size}`] },
});

/** What the operator says of no clip and no investigation. */
export const officerMade = (): Fact<'officer-created'> => ({
  type: 'officer-created',
  subject: SERVICE_SUBJECT,
  detail: { officer: randomId(), role: 'investigator' },
});

/** A log in a real database of its own, reached with the real roles. */
export interface TestLog {
  readonly test: TestDatabase;
  readonly worker: Database;
  readonly signer: NoteSigner;
  readonly keys: string[];
  /** As the worker. */
  append(fact: Fact): Promise<Appended>;
  /** As the operator, by the owner's connection. */
  appendAsOperator(fact: Fact): Promise<Appended>;
  /** Appends `count` facts to `subject` and signs after each, so that every event has a checkpoint of its own. */
  fill(subject: SubjectOf<'clip'>, count: number): Promise<Appended[]>;
  sequence(): Promise<number>;
  checkpoints(): Promise<string[]>;
  /** Statements as superuser with every trigger and foreign key switched off. */
  tamper(work: (admin: Client) => Promise<unknown>): Promise<void>;
  close(): Promise<void>;
}

/** @param layout by itself records stand one after another, so that a test can say at which place each is */
export async function openLog(poolSize = 4, layout: Layout = oneAfterAnother): Promise<TestLog> {
  const test = await createTestDatabase();
  const worker = await openDatabase(test.urls.worker, poolSize);
  const signer = newSigner();
  const log = new CustodyLog(systemClock);
  const append = (fact: Fact): Promise<Appended> => worker.transaction((tx) => log.append(tx, fact));
  const sequence = (): Promise<number> => sequenceOnce(worker, [signer], { layout });
  return {
    test,
    worker,
    signer,
    keys: [verifierKeyText(signer)],
    append,
    appendAsOperator: async (fact) => {
      const owner = await openDatabase(test.urls.owner, 1);
      const done = await owner.transaction((tx) => log.append(tx, fact));
      await owner.close();
      return done;
    },
    sequence,
    fill: async (subject, count) => {
      const done: Appended[] = [];
      for (let number = 1; number <= count; number += 1) {
        done.push(await append(copyMade(subject, number)));
        await sequence();
      }
      return done;
    },
    checkpoints: async () => {
      const rows = await worker.transaction((tx) =>
        tx.query<{ note: string }>('SELECT note FROM custody.checkpoint ORDER BY size'),
      );
      return rows.map((row) => row.note);
    },
    tamper: async (work) => {
      await withAdmin(async (admin) => {
        const tables = ['record', 'leaf', 'padding', 'node', 'checkpoint', 'head', 'pending'];
        for (const table of tables) await admin.query(`ALTER TABLE custody.${table} DISABLE TRIGGER ALL`);
        await work(admin);
      }, test.name);
    },
    close: async () => {
      await worker.close();
      await test.drop();
    },
  };
}
