import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Test } from '@nestjs/testing';
import { PlatformModule } from '../../../src/apps/platform.module';
import {
  clipSubject,
  CustodyLog,
  HeadMemory,
  investigationSubject,
  loadSigners,
  type Fact,
} from '../../../src/custody';
import {
  SealModule,
  SealService,
  TimestampsModule,
  type TagFiles,
  type TimeStampAuthority,
} from '../../../src/features/disclosure';
import { LogWatchModule } from '../../../src/features/log-watch';
import { witnessesOf, WitnessingModule } from '../../../src/features/witnesses';
import { WrittenLockModule, WrittenLockService } from '../../../src/features/written';
import { systemClock } from '../../../src/kernel/clock';
import type { BundleId, ClipId, InvestigationId } from '../../../src/kernel/ids';
import { ObjectDigests } from '../../../src/platform/digest-threads';
import { openEvidenceStore } from '../../../src/platform/object-store';
import { verifyArchive } from '../../../src/verifier';
import { createLogger } from '../../../src/platform/observability';
import { asVictim, victimSession } from '../../factories/acting';
import {
  seedClip,
  seedRendition,
  sha256Of,
  type Case,
  type ClipChoices,
  type SeededClip,
  type World,
} from '../workspace/world';

export const run = promisify(execFile);

interface Attempt {
  readonly signal: AbortSignal;
  readonly last: boolean;
}

/** The worker's sealing, with its own database role and key, and the log signed meanwhile. */
export interface Sealer {
  seal(id: string, attempt?: Partial<Attempt>): Promise<void>;
  /** Makes the words of an item the locked file. */
  lock(id: string): Promise<void>;
  close(): Promise<void>;
}

export async function openSealer(
  world: World,
  tagFiles: TagFiles = () => [],
  authority?: TimeStampAuthority,
  digests?: ConstructorParameters<typeof ObjectDigests>[1],
  verify: typeof verifyArchive = verifyArchive,
): Promise<Sealer> {
  const { origin, keyFiles, keyFolder } = world.config.custody;
  const signers = await loadSigners(origin, { files: keyFiles, folder: keyFolder });
  const evidence = await openEvidenceStore(world.config.objects);
  const logger = createLogger({ process: 'test', level: 'silent' });
  const witnessing = WitnessingModule.with(witnessesOf(world.config.custody));
  const watching = LogWatchModule.with(
    {
      heads: new HeadMemory(world.config.custody.headsFolder, 'sealer'),
      store: evidence,
      keys: signers,
      onForgotten: (error) => {
        throw error;
      },
    },
    witnessing,
  );
  const context = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config: world.config, databaseUrl: world.database.urls.worker, logger }),
      WrittenLockModule.with(evidence),
      SealModule.with({
        evidence,
        signers,
        tagFiles,
        verify,
        digests: new ObjectDigests(evidence, digests),
        timestamps: TimestampsModule.with(evidence, authority),
        witnessing,
        watching,
      }),
    ],
  }).compile();
  return {
    seal: async (id, { signal = new AbortController().signal, last = false } = {}) => {
      // One after the other: many at once would hold up the facts that are stated meanwhile.
      const over = new AbortController();
      const signing = (async () => {
        while (!over.signal.aborted) {
          await world.sign();
          await sleep(50);
        }
      })();
      signing.catch(() => undefined);
      try {
        await context.get(SealService).seal(id as BundleId, { signal, last });
      } finally {
        over.abort();
        await signing;
        await world.sign();
      }
    },
    lock: (id) => context.get(WrittenLockService).lock(id as ClipId),
    close: () => context.close(),
  };
}

/** States a fact as the public process does in a session of the victim. */
async function victimStates(world: World, { invitation }: Case, fact: Fact): Promise<void> {
  const intake = await world.intake();
  const secret = await victimSession(world.admin, invitation);
  await asVictim(secret, () => intake.transaction((tx) => new CustodyLog(systemClock).append(tx, fact)));
}

let exhibits = 0;

/** A locked master whose log commits to the sender’s file name; an exhibit unless `exhibit` is false. */
export async function seedItem(
  world: World,
  into: Case,
  by: string,
  choices: ClipChoices & { readonly exhibit?: boolean } = {},
): Promise<SeededClip & { readonly reference: string }> {
  const clip = await seedClip(world, into, choices);
  await victimStates(world, into, {
    type: 'clip-received',
    subject: clipSubject(clip.id as ClipId),
    investigation: into.investigation as InvestigationId,
    secrets: { fileName: choices.name ?? 'clip.mp4', size: clip.bytes.length },
  });
  exhibits += 1;
  const reference = `QX/${exhibits}`;
  if (choices.exhibit === false) return { ...clip, reference: '' };
  await world.admin.query(
    `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
     VALUES (gen_random_uuid(), $1, $2, $3, 'Ann Bell', $4, $5)`,
    [into.investigation, clip.id, reference, `Clip ${exhibits} of the front door`, by],
  );
  return { ...clip, reference };
}

/** What a sending says in the record of the investigation: every clip by its id. */
export async function seedSending(world: World, into: Case, clips: readonly string[]): Promise<void> {
  const investigation = into.investigation as InvestigationId;
  await victimStates(world, into, {
    type: 'submission-sent',
    subject: investigationSubject(investigation),
    investigation,
    detail: { submission: into.submission, reference: 'S-1234', clips, incidents: [] },
  });
}

/** A viewing copy that the log knows. */
export async function seedCopy(world: World, clip: SeededClip): Promise<void> {
  const bytes = Buffer.from(`proxy of ${clip.id}`);
  await seedRendition(world, clip, 'proxy', { bytes, contentType: 'video/mp4' });
  await world.state({
    type: 'rendition-made',
    subject: clipSubject(clip.id as ClipId),
    detail: {
      ...{ kind: 'proxy', sha256: sha256Of(bytes), size: bytes.length, inputSha256: clip.sha256 },
      recipe: { tool: 'ffmpeg', version: 'ffmpeg version 5.1', arguments: [] },
    },
  });
}

/** Unpacks with a tool of somebody else, and gives the bag's folder and its removal. */
export async function unzip(bytes: Buffer): Promise<{ bag: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bundle-'));
  await writeFile(join(folder, 'bundle.zip'), bytes);
  await run('unzip', ['-q', 'bundle.zip'], { cwd: folder });
  const [name = ''] = (await readdir(folder)).filter((entry) => entry.startsWith('LINTEL'));
  return { bag: join(folder, name), remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const textOf = async (file: string): Promise<string> =>
  file.endsWith('.pdf') ? (await run('pdftotext', ['-q', file, '-'])).stdout : readFile(file, 'latin1');

/** Everything in a bag as one text, so that a leak anywhere shows. */
export async function everything(bag: string): Promise<string> {
  const parts: string[] = [];
  for (const file of await filesOf(bag)) parts.push(file, await textOf(join(bag, file)));
  return parts.join('\n');
}

/** Which of the texts occur. */
export const foundIn = (text: string, ...wanted: readonly string[]): string[] =>
  wanted.filter((part) => text.includes(part));
