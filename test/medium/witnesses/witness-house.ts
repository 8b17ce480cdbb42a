import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { WitnessMemory } from '../../../src/apps/witness/memory';
import { createWitness } from '../../../src/apps/witness/server';
import { witnessKeyText, witnessSigner } from '../../../src/custody/pure/cosignature';
import type { NoteSigner, VerifierKey } from '../../../src/custody/pure/signed-note';
import { systemClock } from '../../../src/kernel/clock';

/** A real witness on a port of its own, with its memory on the disk. */
export class WitnessHouse {
  readonly alarms: string[] = [];
  asked = 0;
  private server: Server | undefined;
  private port = 0;

  private constructor(
    private readonly folder: string,
    readonly signer: NoteSigner,
    private readonly logs: readonly VerifierKey[],
  ) {}

  static async open(name: string, logs: readonly VerifierKey[]): Promise<WitnessHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-witness-'));
    const signer = witnessSigner(name, generateKeyPairSync('ed25519').privateKey);
    const house = new WitnessHouse(folder, signer, logs);
    await house.up();
    return house;
  }

  get vkey(): string {
    return witnessKeyText(this.signer);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** With all that it remembers, on the same port as before. @param key another one than its own */
  async up(key = this.signer): Promise<void> {
    const server = createWitness({
      witness: key,
      logs: this.logs,
      memory: await WitnessMemory.open(this.folder),
      clock: systemClock,
      alarm: (origin) => this.alarms.push(origin),
    });
    server.prependListener('request', () => (this.asked += 1));
    await once(server.listen(this.port, '127.0.0.1'), 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections();
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    await closed;
  }

  async close(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }
}
