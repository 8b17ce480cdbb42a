import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../../src/config';
import { digestStream } from '../../../src/platform/digest';
import {
  evidenceKey,
  incomingKey,
  openEvidenceStore,
  openIncomingStore,
} from '../../../src/platform/object-store';
import { SMALL_PARTS } from './driver';
import { peakMemory } from '../../support/peak-memory';

const MiB = 1024 ** 2;
/** More than the process may hold of it; `npm run test:soak`: 512. */
const CHUNKS = Number(process.env['LINTEL_OBJECT_MIB'] ?? 256);

function* generated(chunks: number): Generator<Buffer> {
  for (let index = 0; index < chunks; index += 1) yield Buffer.alloc(MiB, index);
}

/** Says when a few parts have gone, then never ends. */
async function* endless(): AsyncGenerator<Buffer> {
  yield* generated(16);
  console.log('under way');
  for (;;) {
    await sleep(50);
    yield Buffer.alloc(1024);
  }
}

async function* slowly(source: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of source) yield await Promise.resolve(chunk);
}

async function main([task, name = '', json = '']: string[]): Promise<void> {
  const objects = JSON.parse(json) as Config['objects'];
  // The sizes of production where memory is measured, small parts where a kill must fall between two.
  const incoming = await openIncomingStore(objects, task === 'move' ? undefined : SMALL_PARTS);
  const evidence = await openEvidenceStore(objects, task === 'move' ? {} : { sizes: SMALL_PARTS });
  const draft = incomingKey(`${name}/clip`);
  const master = evidenceKey(`${name}/master`);
  if (task === 'write') await incoming.write(draft, endless(), Infinity);
  if (task === 'put') await evidence.put(master, endless(), { contentType: 'video/mp4' });

  const digest = await incoming.write(draft, slowly(generated(CHUNKS)), CHUNKS * MiB);
  const stored = await evidence.promote(draft, master, digest);
  await evidence.put(evidenceKey(`${name}/copy`), await evidence.read(master), { contentType: 'video/mp4' });
  const { size } = await digestStream(await evidence.read(master));
  const peakBytes = peakMemory();
  console.log(JSON.stringify({ size: stored.size === size ? size : -1, peakBytes }));
  await incoming.remove(draft);
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
