import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { NoProofYet } from '../../../../custody';
import { openArchive, planArchive, type ArchiveEntry } from '../../../../features/disclosure';
import { HistoryService, type Reader } from '../../../../features/evidence';
import { DomainError } from '../../../../kernel/errors';
import type { ClipId } from '../../../../kernel/ids';
import type { EvidenceKey } from '../../../../platform/object-store';
import { Digester } from '../../../../platform/digest';
import { verifyPath, type PathVerdict } from '../../../../verifier';

/** What was logged last has no signature yet, so not all of it can be proven. */
export class NotSignedYet extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-signed-yet';
  constructor() {
    super('The newest records are still being signed. Try again in a moment.');
  }
}

const TRIES = 20;
const WAIT_MS = 250;

/** Proofs of a clip's whole history: checked here, or taken away to be checked anywhere. */
@Injectable()
export class CustodyProofs {
  constructor(private readonly histories: HistoryService) {}

  /** What `lintel verify` says of the records as they lie in the database now. @throws NotFound, NotSignedYet */
  async verify(by: Reader, id: ClipId): Promise<PathVerdict> {
    return this.exported(by, id, (folder) => verifyPath(folder));
  }

  /**
   * One file that `lintel verify` accepts without this service. It is logged before it leaves.
   * @throws NotFound, NotSignedYet
   */
  async archive(by: Reader, id: ClipId, reason: string): Promise<{ name: string; bytes: Buffer }> {
    const name = `custody-${id}`;
    const bytes = await this.exported(by, id, (folder) => zipFolder(folder, name));
    await this.histories.logExport(by, id, reason);
    return { name: `${name}.zip`, bytes };
  }

  /** Waits until what was logged a moment ago is signed. */
  private async exported<Result>(
    by: Reader,
    id: ClipId,
    use: (folder: string) => Promise<Result>,
  ): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'lintel-proof-'));
      try {
        await this.histories.exportTo(by, id, folder);
        return await use(folder);
      } catch (error) {
        if (!(error instanceof NoProofYet)) throw error;
        if (tries === TRIES) throw new NotSignedYet();
        await sleep(WAIT_MS);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
}

/** A ZIP of a few small files, under one folder. */
async function zipFolder(folder: string, name: string): Promise<Buffer> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  const entries: ArchiveEntry[] = [];
  for (const entry of found.filter((one) => one.isFile())) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    const bytes = await readFile(join(folder, path));
    const digester = new Digester();
    digester.update(bytes);
    files.set(path, bytes);
    entries.push({ path, ...digester.finish(), object: path as EvidenceKey });
  }
  entries.sort((left, right) => (left.path < right.path ? -1 : 1));
  const plan = planArchive({ folder: name, sealedAt: new Date(), entries });
  const open = ({ path }: ArchiveEntry, { start, end }: { start: number; end: number }): Promise<Readable> =>
    Promise.resolve(Readable.from([files.get(path)?.subarray(start, end + 1) ?? Buffer.alloc(0)]));
  return buffer(openArchive(plan, open, { start: 0, end: plan.totalSize - 1 }));
}
