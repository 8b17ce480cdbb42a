import { stat, statfs } from 'node:fs/promises';
import type { Config } from '../../../config';
import { MediaTool, ProgramFailed, SandboxUnavailable, WordProgram } from '../../../platform/media';
import { trustAnchors } from './trust-anchors';
import { fine, problem, type Finding } from './finding';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

export async function tools(config: Config): Promise<Finding[]> {
  const { ffmpeg, ffprobe, exiftool, heifDec, sandbox, problems, warnings } = await new MediaTool(
    config.media,
  ).check();
  const install = 'sudo apt-get install ffmpeg bubblewrap libimage-exiftool-perl libheif-examples';
  const tool = (name: string, version: string | null): Finding =>
    version === null ? problem(name, problems.join(' ') || 'missing', install) : fine(name, version);
  const heif = fine(
    'heif-dec',
    heifDec ?? `missing: HEIC and AVIF pictures are kept and not shown (${install})`,
  );
  const shutIn =
    sandbox.kind === 'bubblewrap'
      ? fine(
          'sandbox',
          `bubblewrap shuts the decoders in${sandbox.filtered ? ', and a filter refuses system calls that none needs' : `; no filter of system calls is known for ${process.arch}`}`,
        )
      : problem('sandbox', warnings[0] ?? sandbox.sentence, 'install bubblewrap and allow user namespaces');
  return [
    ...[tool('ffmpeg', ffmpeg), tool('ffprobe', ffprobe), tool('exiftool', exiftool), heif, shutIn],
    await trustAnchors(config.media.trustAnchors, new Date()),
    await faces(config),
    await words(config),
  ];
}

/** Nothing is opened for it unless it is turned on. */
async function faces({ media, proposals }: Config): Promise<Finding> {
  if (!proposals.on) return fine('faces', 'not looked for (REDACTION_PROPOSALS)');
  const problems = await new MediaTool(media).faces.problems();
  return problems.length === 0
    ? fine('faces', 'program and weights are there, and are those that were checked')
    : problem('faces', problems.join(' '), 'npm run build, or install Lintel again');
}

/** It is asked its name in its sandbox, as before each recording. */
async function words({ media, words: settings }: Config): Promise<Finding> {
  if (settings.folder === undefined) return fine('words', 'none are proposed (TRANSCRIBE_FOLDER)');
  try {
    const { name, sha256 } = await new WordProgram(media, settings).program();
    return fine('words', `proposed by ${name}, SHA-256 of its folder ${sha256}`);
  } catch (error) {
    const isKnown = error instanceof ProgramFailed || error instanceof SandboxUnavailable;
    return problem(
      'words',
      isKnown ? error.message : 'the program that proposes words cannot be asked',
      'an executable `transcribe` in TRANSCRIBE_FOLDER that says its name when it is asked for --version: see docs/watching.md',
    );
  }
}

/** Free space where clips arrive: enough for the reserve and one clip of the largest size. */
export async function disk({ home, objects, limits }: Config): Promise<Finding[]> {
  const folder = (await exists(objects.root)) ? objects.root : (await exists(home)) ? home : '.';
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const found = `${(free / GiB).toFixed(1)} GiB free at ${folder}`;
  if (free < objects.freeBytes) {
    return [
      problem(
        'disk',
        found,
        `uploads are refused below ${Math.round(objects.freeBytes / MiB)} MiB: make room`,
      ),
    ];
  }
  if (objects.s3 === undefined && free < objects.freeBytes + limits.clipBytes) {
    return [
      problem(
        'disk',
        found,
        'too little for one clip of the largest size: make room or lower LIMIT_CLIP_BYTES',
      ),
    ];
  }
  return [fine('disk', found)];
}

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
