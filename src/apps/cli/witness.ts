import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { loadWitnessKey } from '../../custody';
import { witnessKeyText } from '../../custody/pure/cosignature';
import { parseVerifierKey, type VerifierKey } from '../../custody/pure/signed-note';
import { systemClock } from '../../kernel/clock';
import { WitnessMemory } from '../witness/memory';
import { createWitness } from '../witness/server';
import { lockHome } from './lock';
import { Refusal } from './refusal';
import { say } from './say';

export interface WitnessChoices {
  readonly name: string;
  readonly log: readonly string[];
  readonly folder: string;
  readonly host: string;
  readonly port: string;
}

async function keysIn(file: string): Promise<VerifierKey[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Refusal(`${file} cannot be read.`, { cause });
  });
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const keys = lines.map((line) => parseVerifierKey(line)).filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length !== lines.length)
    throw new Refusal(`${file} must hold verifier keys (C2SP vkey) of a log, one a line.`);
  return keys;
}

/** Watches the logs of others, until it is stopped. */
export async function witness({ name, log, folder, host, port }: WitnessChoices): Promise<void> {
  const home = resolve(folder);
  const logs = (await Promise.all(log.map(keysIn))).flat();
  const lock = await lockHome(home);
  if (lock === undefined) throw new Refusal(`Another witness runs from ${home}: one must never do so twice.`);
  const key = await loadWitnessKey(name, join(home, 'key'));
  const server = createWitness({
    witness: key,
    logs,
    memory: await WitnessMemory.open(join(home, 'seen')),
    clock: systemClock,
    alarm: (origin) =>
      say(`ALARM: ${origin} shows another history than the one that was cosigned. Keep this folder.`),
  });
  await once(server.listen(Number(port), host), 'listening');
  say(`Witness key: ${witnessKeyText(key)}`);
  say(`Listening on http://${host}:${(server.address() as AddressInfo).port}/`);
  const stop = (): void => {
    server.close(() => lock.release());
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}
