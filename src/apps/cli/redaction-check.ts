import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config';
import {
  checkCopy,
  checkFilm,
  isFilmRecipe,
  type CheckedCopy,
  type CheckedFilm,
  type CheckedPart,
} from '../../features/redaction';
import { MediaTool } from '../../platform/media';
import { Refusal } from './refusal';
import { say } from './say';

export interface RedactionCheckOptions {
  readonly original: readonly string[];
  readonly copy: string;
  readonly recipe: string;
  readonly proof: string;
  readonly json?: true;
}

const read = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Refusal(`${path} cannot be read.`, { cause });
  });

function linesOf({ recipeSha256, copySha256, faults, proof }: CheckedCopy): string[] {
  const found = proof
    ? [
        `${proof.frames} frames compared. Outside the masks the coded copy keeps at least ${proof.outsideDecibels} dB, inside ${proof.insideDecibels} dB.`,
      ]
    : [];
  return [
    faults.length === 0
      ? 'The copy is the original with what the recipe says, and nothing else.'
      : 'The copy does not hold.',
    ...faults.map((fault) => `- ${fault}`),
    ...found,
    `SHA-256 of the copy:   ${copySha256}`,
    `SHA-256 of the recipe: ${recipeSha256}`,
    'Compare both with the custody record (redaction-rendered), which says who drew it, and when.',
  ];
}

const partLine = (
  { exhibit, from, to, isRepeated, decibels, master, shownAs }: CheckedPart,
  at: number,
): string => {
  const part = `Part ${at + 1}, ${exhibit}, frames ${from} to ${to}`;
  if (isRepeated) return `${part}: compared with its original, at least ${decibels ?? 0} dB.`;
  const as = shownAs === null ? '' : ` It is shown as the copy with SHA-256 ${shownAs.sha256}.`;
  return `${part}: NOT COMPARED. Its original (SHA-256 ${master}) is not among those that were given.${as}`;
};

/** What stays open where an original is not disclosed. */
const NOT_REPEATED = [
  'Of a part whose original is not at hand its card and the number of its pictures were compared, and nothing else: not what its pictures show,',
  'not what is covered in them, not its sound and not its times. For these there is only the custody record, which knows the film by its SHA-256.',
];

function filmLines({ faults, parts, others, proof, recipeSha256, copySha256 }: CheckedFilm): string[] {
  const repeated = parts.filter(({ isRepeated }) => isRepeated).length;
  const whole = repeated === parts.length;
  const holds = whole
    ? 'The film is what its recipe makes of these originals, and nothing else.'
    : `The film holds as far as it could be repeated: ${repeated} of its ${parts.length} parts.`;
  return [
    faults.length === 0 ? holds : 'The film does not hold.',
    ...faults.map((fault) => `- ${fault}`),
    ...(proof === undefined ? [] : [`${proof.frames} pictures, cards and parts.`, ...parts.map(partLine)]),
    ...(proof === undefined || whole ? [] : NOT_REPEATED),
    ...others.map((path) => `${path} is the original of no part.`),
    `SHA-256 of the film:   ${copySha256}`,
    `SHA-256 of the recipe: ${recipeSha256}`,
    'Compare both with the custody record (compilation-made), which says who put it together, and when.',
  ];
}

/** 2: what could be repeated holds, and not all could. */
const filmCode = ({ faults, parts }: CheckedFilm): 0 | 1 | 2 =>
  faults.length > 0 ? 1 : parts.every(({ isRepeated }) => isRepeated) ? 0 : 2;

/** Prints what was found; gives the exit code. */
export async function redactionCheck(config: Config, options: RedactionCheckOptions): Promise<0 | 1 | 2> {
  const { original: originals, copy } = options;
  const [recipe, proof] = [await read(options.recipe), await read(options.proof)];
  const [master, ...others] = originals;
  const isFilm = isFilmRecipe(recipe);
  if (master === undefined || (!isFilm && others.length > 0))
    throw new Refusal('A redacted copy has one original: name just that with --original.');
  const media = new MediaTool(config.media);
  const print = (checked: object, lines: readonly string[]): void =>
    say(options.json === true ? JSON.stringify(checked, null, 2) : lines.join('\n'));
  const folder = await mkdtemp(join(tmpdir(), 'lintel-check-'));
  try {
    if (isFilm) {
      const checked = await checkFilm(media, { originals, copy, recipe, proof }, folder);
      print(checked, filmLines(checked));
      return filmCode(checked);
    }
    const checked = await checkCopy(media, { master, copy, recipe, proof }, folder);
    print(checked, linesOf(checked));
    return checked.faults.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
