import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { grade, sentencesOf } from '../../../../test/support/reading';
import { ENGLISH_TEXTS } from './en-texts';

/*
 * Flesch-Kincaid gives the American school grade at which a text is understood; grade and reading age are five apart, so
 * that age 9 is grade 4. Counted are whole sentences alone: headings, buttons and labels are short and would flatter it.
 * No word is let off. The measure has its limits: it knows how long words and sentences are, not whether a short word is a
 * rare one, nor whether an order of sentences makes sense. That takes a reader.
 */
const AGE_9 = 4;
/** A single sentence says little of a page, but one that only grown-ups can follow is a stumbling block. */
const HARDEST_SENTENCE = 8;
/** Too few sentences to measure. */
const LEAST_WORDS = 40;

/** The law's own names stay: a victim may want to look them up, or show them to someone who helps. */
const STATUTORY = /Criminal Procedure and Investigations Act 1996/;

/** Every text of a value; a `{place}` reads like one short word. */
function unitsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value.replaceAll(/\{\w+\}/g, '1')];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(unitsOf);
  return [];
}

/** What professionals read who were sent a file is not the victim's. */
const hers = Object.entries(ENGLISH_TEXTS).filter(([name]) => name !== 'recipient');
const all = hers.map(([name, texts]): [string, string[]] => [name, sentencesOf(unitsOf(texts))]);

describe('what she reads', () => {
  it('is every file of texts that there is', () => {
    const files = readdirSync(__dirname).filter((name) => name.endsWith('.en.ts'));
    const loaded = files.map((name): unknown => jest.requireActual(join(__dirname, name)));
    const inPlace = new Set<unknown>(Object.values(ENGLISH_TEXTS));
    const parts = loaded.flatMap((file) => Object.entries(file as object));
    expect(parts.filter(([, part]) => !inPlace.has(part)).map(([name]) => name)).toEqual([]);
  });

  it.each(all.filter(([, sentences]) => grade(sentences).words >= LEAST_WORDS))(
    '%s can be read at nine',
    (_name, sentences) => {
      expect(grade(sentences).grade).toBeLessThanOrEqual(AGE_9);
    },
  );

  it('can be read at nine, taken together', () => {
    const { grade: whole, words } = grade(all.flatMap(([, sentences]) => sentences));
    expect(words).toBeGreaterThan(4_000);
    expect(whole).toBeLessThanOrEqual(AGE_9);
  });

  it('has no sentence that only a grown-up could follow, but for names of laws', () => {
    const sentences = all.flatMap(([, list]) => list).filter((sentence) => !STATUTORY.test(sentence));
    expect(sentences.filter((sentence) => grade([sentence]).grade > HARDEST_SENTENCE)).toEqual([]);
  });

  it('is measured by something that can tell', () => {
    const legalese =
      'Notwithstanding the aforementioned provisions, the investigating authority reserves entitlement to retention of submitted materials.';
    expect(grade([legalese]).grade).toBeGreaterThan(15);
  });
});
