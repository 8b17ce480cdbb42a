import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { ROOT } from '../setup/root.mjs';
import { WORDS as DIARY_WORDS } from './diary.mjs';

/** Exit code of a program, which may say why it fails. */
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** What our verifier says of a bundle, for machines. */
async function judge(file, keyFingerprint, witness) {
  const known = ['--key-fingerprint', keyFingerprint, '--witness', witness, '--json'];
  const args = [join(ROOT, 'bin', 'lintel.mjs'), 'verify', file, ...known];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  return json(child.stdout);
}

/** Whether `lintel verify` accepts a file. */
export const verifyFile = async (file) =>
  (await run(process.execPath, [join(ROOT, 'bin', 'lintel.mjs'), 'verify', file], ROOT)) === 0;

/** What `look` finds in a bundle that was unpacked: its folder, and its items. */
async function lookedInto(file, look) {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-look-'));
  try {
    await run('unzip', ['-q', file, '-d', folder], ROOT);
    const [bag] = await readdir(folder);
    const root = join(folder, bag);
    const { exhibits } = JSON.parse(await readFile(join(root, 'data/bundle.json'), 'utf8'));
    return await look(root, exhibits);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Whether a bundle holds the entry of the diary: a file, and the words by which it is checked against the log.
 * @param item id of the entry as an item
 */
export const holdsDiary = (file, item) =>
  lookedInto(file, async (root, exhibits) => {
    const found = exhibits.find(({ clip }) => clip === item);
    if (found?.original === undefined || found.original === null) return false;
    const openings = await readFile(join(root, found.custody, 'openings.jsonl'), 'utf8');
    return found.original.path.endsWith('.pdf') && openings.includes(DIARY_WORDS);
  });

/**
 * Whether a bundle holds the captions that were checked, played by its page, and whether its recording is there with all of its sound.
 * @param transcript as `typeOne` gives it; null where there is none
 */
export const holdsTranscript = (file, transcript) =>
  transcript === null
    ? null
    : lookedInto(file, async (root, exhibits) => {
        const found = exhibits.find((one) => one.transcript?.sha256 === transcript.sha256);
        const page = await readFile(join(root, 'START-HERE.html'), 'utf8');
        const recording = exhibits.find(({ clip }) => clip === transcript.clip);
        return {
          here: found !== undefined && found.original !== null && page.includes('<track kind="captions"'),
          heard: recording !== undefined && (await isHeard(root, recording)),
        };
      });

/**
 * Whether a bundle holds the film of several clips with its recipe, and its page plays it.
 * @param film as `compileSome` gives it; null where there is none
 */
export const holdsFilm = (file, film) =>
  film === null
    ? null
    : lookedInto(file, async (root, exhibits) => {
        const found = exhibits.find((one) => one.film?.sha256 === film.sha256);
        const page = await readFile(join(root, 'START-HERE.html'), 'utf8');
        return found !== undefined && page.includes(`src="${found.film.path}"`);
      });

/**
 * Whether a bundle holds the original of the redacted item, and the copy that goes instead: by the checksums of all that is in it.
 * @param redaction as `redactOne` gives it; null where there is none
 */
export const holdsRedaction = (file, redaction) =>
  redaction === null
    ? null
    : lookedInto(file, async (root) => {
        const files = await readFile(join(root, 'manifest-sha256.txt'), 'utf8');
        return { original: files.includes(redaction.masterSha256), copy: files.includes(redaction.sha256) };
      });

/**
 * Whether a bundle holds what is written as a page.
 * @param item id of it as an item
 */
export const holdsWords = (file, item) =>
  lookedInto(file, (_, exhibits) =>
    exhibits.some(({ clip, original }) => clip === item && original?.path.endsWith('.pdf') === true),
  );

/** Whole, or covered in the picture alone. */
async function isHeard(root, { custody }) {
  const recipe = join(root, 'data/redactions', custody.split('/').at(-1), 'recipe.json');
  const { sound, trim } = await readFile(recipe, 'utf8').then(JSON.parse, () => ({ sound: [], trim: null }));
  return sound.length === 0 && trim === null;
}

/**
 * Three ways that share no code: our verifier, the shell's tools, and any unzip with the bag's own checksums.
 * @param witness file with the key of somebody else who watched the log
 */
export async function verifyBundle({ file, keyFingerprint }, witness) {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-demo-bag-'));
  try {
    const verdict = await judge(file, keyFingerprint, witness);
    const unzip = await run('unzip', ['-q', file, '-d', folder], ROOT);
    const [bag] = await readdir(folder);
    const root = join(folder, bag);
    const checksums = await run('sha256sum', ['--quiet', '--strict', '-c', 'manifest-sha256.txt'], root);
    const tags = await run('sha256sum', ['--quiet', '--strict', '-c', 'tagmanifest-sha256.txt'], root);
    const shell = await run(
      'sh',
      [join(ROOT, 'test/support/verify.sh'), root, keyFingerprint, '', witness],
      root,
    );
    return {
      verifier: verdict.exitCode === 0,
      witnessed: verdict.witnesses?.[0]?.state === 'trusted',
      shell: shell === 0,
      generic: unzip + checksums + tags === 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
