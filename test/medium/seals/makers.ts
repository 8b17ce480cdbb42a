import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { mayBeSealed } from '../../../src/platform/media/seal-marks';
import { anchorsIn, type SealReading } from '../../../src/platform/seals';
import { checkSeal } from '../../../src/platform/seals/check-seal';
import { Source } from '../../../src/platform/seals/source';
import { clip } from '../../fixtures/clips';
import { CA, issue, SIGNER, type Holder } from '../../support/c2pa/certificates';
import type { Plan } from '../../support/c2pa/seal';
import { onceInRun } from '../../support/once';
import { inFolder, settings } from '../media/support';

const run = promisify(execFile);

/** A maker with its own authority, and others who would pass for it. */
export interface Makers {
  readonly root: Holder;
  readonly authority: Holder;
  readonly camera: Holder;
  /** What a seal by this signer needs; through the maker's authority unless another chain is given. */
  plan(signer: Holder, ...through: Holder[]): Plan;
  /** A certificate of the maker's authority, like the camera's but for what is said. */
  like(change: Partial<Parameters<typeof issue>[0]>): Promise<Holder>;
}

export const CAMERA = '/CN=Test Camera/O=Test Maker';

export async function makers(): Promise<Makers> {
  const root = await issue({ subject: '/CN=Test Root/O=Test Maker', extensions: CA });
  const authority = await issue({ subject: '/CN=Test Authority/O=Test Maker', by: root, extensions: CA });
  const like: Makers['like'] = (change) =>
    issue({ subject: CAMERA, by: authority, extensions: SIGNER, ...change });
  const plan: Makers['plan'] = (signer, ...through) => ({
    key: signer.key,
    chain: [signer, ...(through.length === 0 ? [authority] : through)].map(
      ({ certificate }) => certificate.raw,
    ),
  });
  return { root, authority, camera: await like({}), plan, like };
}

export interface Originals {
  readonly jpeg: Buffer;
  readonly png: Buffer;
  readonly webp: Buffer;
  readonly mp4: Buffer;
  /** Another picture of the same size. */
  readonly otherJpeg: Buffer;
}

/** Real files, made by ffmpeg. */
export const originals = (): Promise<Originals> =>
  inFolder(async (folder) => {
    const picture = async (name: string, source: string): Promise<Buffer> => {
      await run('ffmpeg', [
        ...['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', source, '-frames:v', '1', join(folder, name)],
      ]);
      return readFile(join(folder, name));
    };
    return {
      jpeg: await picture('a.jpg', 'testsrc=size=320x180'),
      otherJpeg: await picture('b.jpg', 'testsrc2=size=320x180'),
      png: await picture('a.png', 'testsrc=size=160x90'),
      webp: await picture('a.webp', 'testsrc=size=160x90'),
      mp4: await readFile(await clip('h264')),
    };
  });

const tools = new Map<string, Promise<MediaTool>>();

/** One for all files that are read by the same anchors: each looks for its programs and tries its sandbox first. */
function toolBy(anchors: readonly string[]): Promise<MediaTool> {
  const key = createHash('sha256').update(JSON.stringify(anchors)).digest('hex');
  const open = async (): Promise<MediaTool> => {
    const folder = await onceInRun(`anchors-${key}`, (out) =>
      Promise.all(anchors.map((pem, at) => writeFile(join(out, `${at}.pem`), pem))),
    );
    return new MediaTool(settings({ trustAnchors: anchors.map((_, at) => join(folder, `${at}.pem`)) }));
  };
  const tool = tools.get(key) ?? open();
  tools.set(key, tool);
  return tool;
}

/** As the worker asks, in the sandbox. @param anchors PEM of whom the operator trusts */
export const readSeal = (
  file: Buffer,
  anchors: readonly string[],
  now = new Date(),
): Promise<SealReading | null> =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'clip'), file);
    return (await toolBy(anchors)).seal(join(folder, 'clip'), now);
  });

/** What the program in the sandbox would answer, without starting it: for files that do not try to break it. */
export const checkedHere = (file: Buffer, anchors: readonly string[]): Promise<SealReading | null> =>
  inFolder(async (folder) => {
    const path = join(folder, 'clip');
    await writeFile(path, file);
    if (!(await mayBeSealed(path))) return null;
    const source = new Source(path);
    try {
      const { manifestBytes: maxBytes } = settings();
      return checkSeal(source, { anchors: anchorsIn(...anchors), now: new Date(), maxBytes });
    } finally {
      source.close();
    }
  });
