import { Injectable } from '@nestjs/common';
import { bundleSubject, CustodyLog, provenRecord, type SignedCheckpoint } from '../../../custody';
import type { EventId, Sha256Hex } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import type { BundleRow } from '../bundles.repository';
import { OutsideProof } from './outside-proof';
import type { SmallFile } from './small-files';
import { untilSigned } from './until-signed';

/** Beside the bag's own files and in no manifest of it: these are made after the manifests. */
const FOLDER = 'seal/';

const file = (name: string, text: string): SmallFile => ({
  path: `${FOLDER}${name}`,
  bytes: Buffer.from(text),
});

/** Puts the list of a bundle's files into the log before the bundle leaves, and gives what shows it. */
@Injectable()
export class ManifestInLog {
  constructor(
    private readonly database: Database,
    private readonly custody: CustodyLog,
    private readonly outside: OutsideProof,
  ) {}

  /**
   * @param before the signed state under which the histories in the bundle are
   * @throws NoProofYet
   */
  async files(bundle: BundleRow, manifestSha256: Sha256Hex, before: SignedCheckpoint): Promise<SmallFile[]> {
    const id = await this.state(bundle, manifestSha256);
    const { record, proof, checkpoint, consistency } = await untilSigned(this.database, (tx) =>
      provenRecord(tx, id, before),
    );
    return [
      file('record.txt', record),
      file('proof.tlog-proof', proof),
      file('checkpoint', checkpoint.note),
      file('consistency.txt', consistency.map((hash) => `${hash.toString('base64')}\n`).join('')),
      ...(await this.outside.of(checkpoint, FOLDER)),
    ];
  }

  private state(
    { id, investigationId, kind, number }: BundleRow,
    manifestSha256: Sha256Hex,
  ): Promise<EventId> {
    return this.database.transaction(async (tx) => {
      const appended = await this.custody.append(tx, {
        type: 'bundle-manifest',
        subject: bundleSubject(id),
        investigation: investigationId,
        detail: { kind, number, manifestSha256 },
      });
      return appended.id;
    });
  }
}
