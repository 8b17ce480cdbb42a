import { spawn, type ChildProcess } from 'node:child_process';
import { randomFillSync, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { digestParts } from '../../src/platform/digest-threads/read-part';
import { Plant } from '../faults/support/plant';
import { Desk } from '../medium/disclosure/desk';
import { openSealer, seedItem, type Sealer } from '../medium/disclosure/support';
import { give, Recipient } from '../medium/issue/bench';
import { openWorld, type World } from '../medium/workspace/world';
import { buildDigestThread } from '../support/digest-thread';
import { median, type Measured } from './results';
import { inTurns, seconds } from './turns';

const MB = 1e6;
const MiB = 1024 ** 2;
const RANGE = 4 * MiB;
/** Of a round, each somewhere else in the bundle. */
const RANGES = 20;
const SMALL_MEBIBYTES = 64;

interface Fetched {
  readonly bytes: number;
  /** Milliseconds from the question. */
  readonly firstByte: number;
  readonly all: number;
}

/** A sealed bundle, and whoever has come in by the link to it. */
class Given {
  size = 0;

  private constructor(
    readonly masters: readonly string[],
    private readonly recipient: Recipient,
  ) {}

  /** A third of it is one file, the rest four of the same size. */
  static async make(world: World, sealer: Sealer, mebibytes: number, intake: string): Promise<Given> {
    const desk = await Desk.open(world);
    const large = randomFillSync(Buffer.allocUnsafe(Math.ceil(mebibytes / 6) * 2 * MiB));
    const half = large.subarray(0, large.length / 2);
    const ids: string[] = [];
    for (const bytes of [large, half, half, half, half])
      ids.push((await seedItem(world, desk.home, desk.officer.id, { bytes })).id);
    await desk.decide(ids, { classification: 'evidence', originalToDefence: true });
    await desk.makeForms();
    const { link, code } = await give({ desk, bundle: await desk.bundle(sealer, 'court') });
    const recipient = new Recipient(intake);
    const entered = await recipient.enter(new URL(link).pathname, code);
    if (entered.status !== 303) throw new Error(`not let in: ${entered.status}`);
    const masters = ids.map((id) => join(world.config.objects.root, 'evidence/masters', id));
    const given = new Given(masters, recipient);
    given.size = (await given.fetch('bytes=0-0')).size;
    return given;
  }

  async fetch(range?: string): Promise<Fetched & { readonly size: number }> {
    const start = performance.now();
    const headers = { Cookie: this.recipient.cookie, ...(range !== undefined && { Range: range }) };
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(new URL('/download/file', this.recipient.base), { headers, agent: false }, resolve).on(
        'error',
        reject,
      ),
    );
    if (answer.statusCode !== (range === undefined ? 200 : 206))
      throw new Error(`a bundle answered ${answer.statusCode}`);
    let [bytes, firstByte] = [0, 0];
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      if (bytes === 0) firstByte = performance.now() - start;
      bytes += chunk.length;
    }
    const size = Number(answer.headers['content-range']?.split('/')[1] ?? bytes);
    return { bytes, firstByte, all: performance.now() - start, size };
  }

  /** Milliseconds of a part, in the median. */
  async part(): Promise<number> {
    const times: number[] = [];
    for (let at = 0; at < RANGES; at += 1) {
      const from = randomInt(this.size - RANGE);
      const { bytes, all } = await this.fetch(`bytes=${from}-${from + RANGE - 1}`);
      if (bytes !== RANGE) throw new Error(`a part of ${bytes} bytes`);
      times.push(all);
    }
    return median(times);
  }

  /** Bytes and seconds of one reading of the masters in one thread, with both checksums. */
  async readOnce(): Promise<{ bytes: number; took: number }> {
    let bytes = 0;
    const took = await seconds(() => {
      for (const master of this.masters) {
        const fd = openSync(master, 'r');
        bytes += digestParts({ parts: [{ fd, start: 0 }], withCrc32: true }).size;
        closeSync(fd);
      }
    });
    return { bytes, took };
  }
}

/** The same files through two processes of bare Node, one behind the other: what JavaScript does not reach, nothing of ours can. */
class BareChain {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(home: string, files: readonly string[]): Promise<BareChain> {
    const child = spawn(
      process.execPath,
      [join(__dirname, 'bare-chain.mjs'), join(home, 'chain.sock'), ...files],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return new BareChain(child, Number(said));
  }

  /** MB/s */
  async stream(): Promise<number> {
    let bytes = 0;
    const took = await seconds(async () => {
      const [answer] = (await once(
        get({ host: '127.0.0.1', port: this.port, agent: false }),
        'response',
      )) as [IncomingMessage];
      for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.length;
    });
    return bytes / MB / took;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** A bundle by a recipient's link, through intake, the issuer and the workspace, each as the process that it is installed as. */
export async function bundleBench(mebibytes: number): Promise<Measured[]> {
  const thread = await buildDigestThread();
  const world = await openWorld();
  const { urls } = world.database;
  const plant = await Plant.prepare(
    { LINTEL_HOME: world.config.home },
    { urls, drop: () => Promise.resolve() },
  );
  const sealer = await openSealer(world, undefined, undefined, { script: thread.script });
  let chain: BareChain | undefined;
  try {
    for (const name of ['workspace', 'issuer', 'intake'] as const) await plant.start(name);
    const make = (size: number): Promise<Given> => Given.make(world, sealer, size, plant.intake);
    const [small, large] = [await make(SMALL_MEBIBYTES), await make(mebibytes)];
    chain = await BareChain.start(world.config.home, large.masters);
    const bare = chain;
    const firstBytes: { small: number[]; large: number[] } = { small: [], large: [] };
    const figures = await inTurns({
      pass: async () => {
        const { bytes, took } = await large.readOnce();
        return bytes / MB / took;
      },
      stream: async () => {
        firstBytes.small.push((await small.fetch()).firstByte);
        const { bytes, firstByte, all: took } = await large.fetch();
        firstBytes.large.push(firstByte);
        return bytes / MB / (took / 1000);
      },
      bare: () => bare.stream(),
      smallPart: () => small.part(),
      largePart: () => large.part(),
    });
    const beside = `of ${mebibytes} MiB beside ${SMALL_MEBIBYTES} MiB`;
    const perSecond = { unit: 'MB/s', better: 'higher', baseline: figures.pass } as const;
    const later = { unit: 'ms', better: 'lower' } as const;
    return [
      {
        name: `bundle of ${mebibytes} MiB to a recipient, beside one reading`,
        ...{ ...perSecond, aim: 0.6, value: figures.stream },
      },
      {
        name: `bare Node, ${mebibytes} MiB through two processes, beside one reading`,
        ...{ ...perSecond, value: figures.bare },
      },
      {
        name: `bundle, its first byte, ${beside}`,
        ...{ ...later, baseline: firstBytes.small, value: firstBytes.large },
      },
      {
        name: `bundle, a part of 4 MiB, ${beside}`,
        ...{ ...later, baseline: figures.smallPart, value: figures.largePart },
      },
    ];
  } finally {
    chain?.stop();
    await plant.close();
    await sealer.close();
    await world.close();
    await rm(thread.folder, { recursive: true });
  }
}
