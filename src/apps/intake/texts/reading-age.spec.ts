import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { NOTICE } from '../../../features/invitations';

/*
 * Flesch-Kincaid gives the American school grade at which a text is understood; grade and reading age are five apart, so
 * that age 9 is grade 4. Counted are whole sentences alone: headings, buttons and labels are short and would flatter it.
 * Names of laws and of things that have one name only stay as they are, and are counted as one easy word each.
 */
const AGE_9 = 4;
/** No page of its own may ask for more than a ten-year-old's reading. */
const HARDEST_PAGE = 5;
/** Too few sentences to measure. */
const LEAST_WORDS = 40;

const ONE_NAME = [
  // The law's own names: she may want to look them up, or show them to someone who helps her.
  'Criminal Procedure and Investigations Act 1996',
  'power of attorney',
  // On every page and known by sight; no easier word says the same.
  'doorbell’s',
  'doorbell',
  'police',
  'officers',
  'officer',
  'diary',
  // What the phone's own buttons and makers are called.
  'Photo Library',
  'WhatsApp',
  'iCloud',
  'SHA-256',
];

const plain = (text: string): string =>
  ONE_NAME.reduce((so, name) => so.replaceAll(name, 'name'), text)
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Whole sentences: with an end, and more than a label. */
const sentencesOf = (units: readonly string[]): string[] =>
  units
    .map(plain)
    .flatMap((unit) => unit.match(/[^.!?]+[.!?]+/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(' ').length > 2);

function grade(sentences: readonly string[]): { grade: number; words: number } {
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}\p{N}’'-]+/gu) ?? []);
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return {
    grade: fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables }),
    words: words.length,
  };
}

const TEMPLATES = join(__dirname, '../templates');

/** What a template says: between its tags, and in the texts that it hands to components. */
function unitsOfTemplate(name: string): string[] {
  const source = readFileSync(join(TEMPLATES, name), 'utf8').replaceAll(/\{#[\s\S]*?#\}/g, '');
  const handed = Array.from(
    source.matchAll(/(?:text|titleText|summaryText): "([^"]+)"/g),
    ([, text = '']) => text,
  );
  const between = source
    .replaceAll(/\{%[\s\S]*?%\}/g, ' ')
    .replaceAll(/\{\{[\s\S]*?\}\}/g, '1')
    .replaceAll(/<\/?(?:b|a|bdi|span|code)\b[^>]*>/g, '')
    .split(/<[^>]*>/);
  return [...between, ...handed];
}

/** Every text of a value; functions are called as if for one sample thing. */
function unitsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value.replaceAll(/\{\w+\}/g, '1')];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(unitsOf);
  return [];
}

const FEATURES = join(__dirname, '../../../features');

/** What a refusal says on her pages. */
const refusals = ['invitations', 'consent', 'diary', 'submissions', 'footage'].flatMap((feature) =>
  readdirSync(join(FEATURES, feature))
    .filter((name) => name.endsWith('.errors.ts'))
    .flatMap((name) =>
      Array.from(
        readFileSync(join(FEATURES, feature, name), 'utf8').matchAll(/super\(\s*['`]([^'`]+)['`]/g),
        ([, text = '']) => text.replaceAll(/\$\{[^}]*\}/g, '1'),
      ),
    ),
);

const pages = readdirSync(TEMPLATES).filter((name) => name.endsWith('.njk'));
const texts = readdirSync(__dirname).filter((name) => name.endsWith('.en.ts'));
const load = (name: string): unknown => jest.requireActual(join(__dirname, name));

const all: [string, string[]][] = [
  ...pages.map((name): [string, string[]] => [name, sentencesOf(unitsOfTemplate(name))]),
  ...texts.map((name): [string, string[]] => [name, sentencesOf(unitsOf(load(name)))]),
  ['the notice', sentencesOf(unitsOf(NOTICE))],
  ['what is said when something cannot be done', sentencesOf(refusals)],
];

describe('what she reads', () => {
  it.each(all.filter(([, sentences]) => grade(sentences).words >= LEAST_WORDS))(
    '%s can be read at ten',
    (_name, sentences) => {
      const hardest = sentences.filter((sentence) => grade([sentence]).grade > 9);
      expect({
        hard: grade(sentences).grade > HARDEST_PAGE,
        ...(grade(sentences).grade > HARDEST_PAGE && { hardest }),
      }).toEqual({
        hard: false,
      });
    },
  );

  it('can be read at nine, taken together', () => {
    const { grade: whole, words } = grade(all.flatMap(([, sentences]) => sentences));
    expect(words).toBeGreaterThan(1_500);
    expect(whole).toBeLessThanOrEqual(AGE_9);
  });

  it('is measured by something that can tell', () => {
    const legalese =
      'Notwithstanding the aforementioned provisions, the investigating authority reserves entitlement to retention of submitted materials.';
    expect(grade([legalese]).grade).toBeGreaterThan(15);
  });
});
