import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteSigner } from '../../../../src/custody/pure/signed-note';
import { WitnessHouse } from '../../../medium/witnesses/witness-house';

/** A witness that runs, and what the service needs to be watched by it: the log's own key, known before the service starts. */
export class Watched {
  private constructor(
    readonly settings: NodeJS.ProcessEnv,
    private readonly witness: WitnessHouse,
    private readonly folder: string,
  ) {}

  static async open(name: string): Promise<Watched> {
    const origin = 'lintel.test/custody';
    const { privateKey } = generateKeyPairSync('ed25519');
    const folder = await mkdtemp(join(tmpdir(), 'lintel-log-key-'));
    const key = join(folder, 'custody.pem');
    await writeFile(key, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    const witness = await WitnessHouse.open(name, [noteSigner(origin, privateKey)]);
    const settings = {
      CUSTODY_ORIGIN: origin,
      CUSTODY_KEY_FILES: key,
      CUSTODY_WITNESSES: `${witness.vkey} ${witness.url}/`,
      CUSTODY_WITNESS_SECONDS: '1',
    };
    return new Watched(settings, witness, folder);
  }

  async close(): Promise<void> {
    await this.witness.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
