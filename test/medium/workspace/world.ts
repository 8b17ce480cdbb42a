import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Client } from 'pg';
import { createWorkspace } from '../../../src/apps/workspace/app';
import { loadConfig, type Config } from '../../../src/config';
import { clipSubject, CustodyLog, loadSigners, sequenceOnce, type Fact } from '../../../src/custody';
import { decideSignIn, type Officer, type Role } from '../../../src/features/identity';
import { decideCooling } from '../../../src/features/retention';
import type { ClipId, OfficerId } from '../../../src/kernel/ids';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase, type Database } from '../../../src/platform/database';
import type { HttpApp } from '../../../src/platform/http';
import { evidenceKey, openEvidenceStore } from '../../../src/platform/object-store';
import { createLogger } from '../../../src/platform/observability';
import { asOfficer, officerSession, settledOfficer } from '../../factories/acting';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { freePort } from '../../support/port';
import { workspaceScripts } from '../../support/workspace-scripts';
import { NO_SECRET } from '../../factories/secrets';

export const PASSWORD = 'three random words';

/** A workspace that really runs, on a database and a folder of its own. */
export interface World {
  readonly base: string;
  readonly http: HttpApp;
  readonly admin: Client;
  readonly database: TestDatabase;
  readonly config: Config;
  readonly log: string[];
  /** As the worker: states a fact in the log. */
  state(fact: Fact): Promise<void>;
  /** As the worker: signs everything that is in the log. */
  sign(): Promise<void>;
  /** As the public process, with its own role: one connection, opened when it is first asked for. */
  intake(): Promise<Database>;
  officer(role?: Role): Promise<Officer>;
  /** Runs `work` under a session of the officer, confirmed a moment ago. */
  asOfficer<T>(officer: Officer, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openWorld(settings: NodeJS.ProcessEnv = {}): Promise<World> {
  const database = await createTestDatabase();
  // The address must be known before the application is made: its origin is part of the same-origin rule.
  const port = await freePort();
  const home = await mkdtemp(join(tmpdir(), 'lintel-workspace-'));
  const config = loadConfig({
    NODE_ENV: 'test',
    LINTEL_HOME: home,
    WORKSPACE_PORT: String(port),
    LIMIT_FREE_BYTES: '1',
    ...settings,
  });
  const log: string[] = [];
  const logger = createLogger(
    { process: 'workspace', level: 'info' },
    { write: (line) => void log.push(line) },
  );
  const http = await createWorkspace({
    config,
    databaseUrl: database.urls.workspace,
    logger,
    scriptsFolder: await workspaceScripts(),
  });
  await http.app.listen(port, '127.0.0.1');
  const admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  const owner = await openDatabase(database.urls.owner, 1);
  await owner.transaction(async (tx) => {
    await decideSignIn(tx, config);
    await decideCooling(tx, config);
  });
  await owner.close();
  const worker = await openDatabase(database.urls.worker, 2);
  const { origin, keyFiles, keyFolder } = config.custody;
  const signers = await loadSigners(origin, { files: keyFiles, folder: keyFolder });
  const custody = new CustodyLog(systemClock);
  let intake: Promise<Database> | undefined;
  return {
    base: `http://127.0.0.1:${port}`,
    http,
    admin,
    database,
    config,
    log,
    state: async (fact) => {
      await worker.transaction((tx) => custody.append(tx, fact));
    },
    sign: async () => {
      await sequenceOnce(worker, signers);
    },
    intake: () => (intake ??= openDatabase(database.urls.intake, 1)),
    officer: (role = 'investigator') => nextOfficer(admin, role),
    asOfficer: async (officer, work) => asOfficer(await officerSession(admin, officer.id), work),
    close: async () => {
      await http.close();
      await worker.close();
      await (await intake)?.close();
      await admin.end();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

const NAMES = ['Ann Archer', 'Ben Baker', 'Cara Cole', 'Dev Desai', 'Eve Evans', 'Finn Ford', 'Gita Gill'];
let made = 0;

function nextOfficer(admin: Client, role: Role): Promise<Officer> {
  const displayName = NAMES[made % NAMES.length] ?? 'Ann Archer';
  made += 1;
  const email = `officer${made}@force.example`;
  return settledOfficer(admin, { email, displayName, role, password: PASSWORD });
}

export interface Case {
  readonly investigation: string;
  readonly invitation: string;
  readonly submission: string;
}

/** An investigation with an invitation and one sent submission, as the other processes leave them. */
export async function seedCase(world: World, oic: OfficerId, sent = true): Promise<Case> {
  const [investigation, invitation, submission] = [randomUUID(), randomUUID(), randomUUID()];
  const { admin } = world;
  await admin.query(
    `INSERT INTO lintel.investigation (id, urn, offence, oic_id) VALUES ($1, $2, 'Stalking', $3)`,
    [investigation, `13/${randomBytes(4).toString('hex')}/26`, oic],
  );
  await admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [investigation, oic],
  );
  await admin.query(
    `INSERT INTO lintel.invitation (id, investigation_id, token_hash, code_hash, expires_at, created_by)
     VALUES ($1, $2, $3, '${NO_SECRET}', now() + interval '90 days', $4)`,
    [invitation, investigation, randomBytes(32), oic],
  );
  await admin.query(
    `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      submission,
      invitation,
      investigation,
      `S-${randomBytes(4).toString('hex').toUpperCase()}`,
      sent ? 'sent' : 'draft',
      sent ? new Date() : null,
    ],
  );
  return { investigation, invitation, submission };
}

export interface SeededClip {
  readonly id: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface ClipChoices {
  readonly draft?: boolean;
  readonly name?: string;
  readonly bytes?: Buffer;
  readonly kind?: string;
  readonly media?: object;
  /** What a scan for malware said. If nothing is given it was never scanned. */
  readonly malware?: 'clean' | 'infected';
}

/** A clip of a submission: a locked master with its log, or a draft of which only commitments are logged. */
export async function seedClip(world: World, into: Case, choices: ClipChoices = {}): Promise<SeededClip> {
  const { draft = false, name = 'Front door 22-11.mp4', bytes = randomBytes(10_000) } = choices;
  const id = randomUUID();
  const sha256 = sha256Of(bytes);
  const key = `masters/${id}`;
  if (!draft) {
    const store = await openEvidenceStore(world.config.objects);
    await store.put(evidenceKey(key), bytes, { contentType: 'application/octet-stream' });
  }
  await world.admin.query(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, device_sha256,
       stored_sha256, crc32, kind, media, incoming_key, evidence_key, received_at, verified_at, sent_at, master_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $14, $9, $10, $13, $11, now(), now(), $12, $12)`,
    [
      id,
      into.submission,
      into.invitation,
      into.investigation,
      draft ? 'verified' : 'master',
      name,
      bytes.length,
      sha256,
      choices.kind ?? 'video/mp4',
      choices.media === undefined ? null : JSON.stringify(choices.media),
      draft ? null : key,
      draft ? null : new Date(),
      id.replaceAll('-', ''),
      crc32(bytes),
    ],
  );
  const { malware } = choices;
  if (malware !== undefined)
    await world.admin.query(
      `INSERT INTO lintel.malware_scan (clip_id, sha256, state, signature, engine) VALUES ($1, $2, $3, $4, 'ClamAV 1.4.6')`,
      [id, sha256, malware, malware === 'infected' ? 'Lintel.Test.Marker' : null],
    );
  const subject = clipSubject(id as ClipId);
  const investigation = into.investigation as NonNullable<Fact['investigation']>;
  await world.state({
    type: 'clip-verified',
    subject,
    investigation,
    secrets: { sha256, size: bytes.length, kind: choices.kind ?? 'video/mp4', source: null },
  });
  if (!draft) {
    await world.state({
      type: 'master-defined',
      subject,
      investigation,
      detail: { sha256, size: bytes.length, crc32: null, deviceSha256: sha256, lockedUntil: null },
    });
  }
  return { id, bytes, sha256 };
}

/** A rendition of a clip with real bytes in evidence, or the reason why there is none. */
export async function seedRendition(
  world: World,
  clip: SeededClip,
  kind: string,
  of: { readonly bytes: Buffer; readonly contentType: string } | { readonly why: string },
): Promise<void> {
  const failed = 'why' in of;
  const key = `renditions/${randomBytes(16).toString('hex')}/${kind}`;
  if (!failed) {
    const store = await openEvidenceStore(world.config.objects);
    await store.put(evidenceKey(key), of.bytes, { contentType: of.contentType });
  }
  await world.admin.query(
    `INSERT INTO lintel.rendition (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}', $11)`,
    [
      randomUUID(),
      clip.id,
      kind,
      failed ? 'failed' : 'made',
      failed ? null : key,
      failed ? null : of.contentType,
      failed ? null : sha256Of(of.bytes),
      failed ? null : of.bytes.length,
      clip.sha256,
      JSON.stringify({
        tool: 'ffmpeg',
        version: '7.1.5',
        arguments: ['-i', 'input', '-c:v', 'libx264', 'proxy.mp4'],
      }),
      failed ? of.why : null,
    ],
  );
}
