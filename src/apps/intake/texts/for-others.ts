import type { Texts } from './language';

const made = new WeakMap<Texts, Texts>();

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('forms' in value);

/** `over` in place of what `under` has by the same names; lists and counted texts as a whole. */
function laidOver(under: unknown, over: unknown): unknown {
  if (!isGroup(under) || !isGroup(over)) return over;
  const changed = Object.entries(over).map(([key, value]) => [key, laidOver(under[key], value)]);
  return { ...under, ...Object.fromEntries(changed) };
}

/** A language's texts as another person than the victim reads them: the same pages, with the words of `others` where they differ. */
export function textsForOthers(texts: Texts): Texts {
  const known = made.get(texts);
  if (known !== undefined) return known;
  const all = laidOver(texts, texts.others) as Texts;
  made.set(texts, all);
  return all;
}
