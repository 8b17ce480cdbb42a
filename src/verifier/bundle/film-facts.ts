import type { JsonObject, JsonValue } from '../../kernel/json';
import type { Files } from '../files';
import type { BundleExhibit, BundleKind } from './bundle-json';
import { bad } from './bundle-verdict';
import { BAG } from './layout';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** A copy of an exhibit that a film shows. */
export interface ShownCopy {
  /** Of the redaction or the extract. */
  readonly id: string;
  readonly recipeSha256: string;
  readonly sha256: string;
}

interface Part {
  readonly clip: string;
  readonly master: string;
  /** `null`: as it came. */
  readonly copy: ShownCopy | null;
}

/** What the log says of one exhibit as a part of films, and as a film. */
export class FilmFacts {
  /** SHA-256 of the recipes of which it was asked to be a part. */
  readonly asked = new Set<string>();
  /** Of films of which it is the first part: `id recipe film`. */
  readonly #made = new Set<string>();
  /** SHA-256 of each that may go, by its id. */
  readonly #approved = new Map<string, string>();
  /** Of a film, as its words were fixed. */
  #frozen: JsonObject | undefined;

  see(type: string, detail: JsonObject, opened: ReadonlyMap<string, JsonValue>): void {
    const [id, recipe] = [textOf(detail['compilation']), textOf(detail['recipeSha256'])];
    const sha256 = textOf(detail['sha256']);
    if (type === 'compilation-asked') this.asked.add(recipe);
    if (type === 'compilation-made') this.#made.add(`${id} ${recipe} ${sha256}`);
    if (type === 'compilation-approved') this.#approved.set(id, sha256);
    if (type === 'compilation-refused') this.#approved.delete(id);
    if (type !== 'item-frozen' || detail['kind'] !== 'film') return;
    const words = opened.get('words');
    this.#frozen = isObject(words) ? words : {};
  }

  /** The files against the words that were fixed. @throws Tampering */
  check({ ref, film: told }: BundleExhibit): void {
    const words = this.#frozen;
    if (words === undefined && told === undefined) return;
    if (words === undefined)
      throw bad('not-in-the-log', told?.path ?? ref, 'no film: the log has none here', told?.sha256 ?? '');
    if (told === undefined)
      throw bad('wrong-summary', `${BAG.summary}: film of ${ref}`, 'its film', 'nothing');
    for (const [{ path, sha256 }, field] of [
      [told, 'film'],
      [told.recipe, 'recipe'],
    ] as const)
      if (words[field] !== sha256) throw bad('not-in-the-log', path, textOf(words[field]), sha256);
    for (const field of ['reference', 'title'] as const)
      if (words[field] !== told[field])
        throw bad(
          'wrong-summary',
          `${BAG.summary}: ${field} of the film ${ref}`,
          textOf(words[field]),
          told[field],
        );
  }

  /** Ids of films that were made with these bytes by that recipe. */
  madeOf(recipe: string, film: string): string[] {
    return [...this.#made]
      .map((one) => one.split(' '))
      .filter((one) => one[1] === recipe && one[2] === film)
      .map(([id = '']) => id);
  }

  isApproved(id: string, film: string): boolean {
    return this.#approved.get(id) === film;
  }
}

/** An item of the bundle, by what is needed to hold a film to it. */
export interface Shown {
  readonly ref: string;
  readonly clip: string;
  /** SHA-256 of its original. */
  readonly master: string;
  readonly films: FilmFacts;
  /** Of it no more than this copy shows goes along, and the copy is approved; `null`: the recording as it came. */
  goesAs(copy: ShownCopy | null): boolean;
}

function copyOf(value: JsonValue | undefined): ShownCopy | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { id, recipeSha256, sha256 } = value;
  return { id: textOf(id), recipeSha256: textOf(recipeSha256), sha256: textOf(sha256) };
}

function partOf(value: JsonValue): Part | undefined {
  if (!isObject(value)) return undefined;
  const copy = copyOf(value['copy']);
  return copy === undefined
    ? undefined
    : { clip: textOf(value['clip']), master: textOf(value['master']), copy };
}

/** `undefined` where it is no recipe of a film. */
function partsOf(recipe: string): Part[] | undefined {
  try {
    const read = JSON.parse(recipe) as JsonValue;
    const told = isObject(read) && read['format'] === 'lintel-compilation/v1' ? read['parts'] : undefined;
    if (!Array.isArray(told) || told.length === 0) return undefined;
    const parts = (told as JsonValue[]).map(partOf);
    return parts.every((part) => part !== undefined) ? parts : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A film against what it is made of: each part lies beside it, and was asked for in its own history; in that of the first it was made by
 * this recipe, and approved; and for the defence and the court it shows nothing that does not go there by itself.
 * @throws Tampering, Unreadable
 */
export async function checkParts(
  { ref, custody, film }: BundleExhibit,
  kind: BundleKind,
  items: readonly Shown[],
  files: Files,
): Promise<void> {
  if (film === undefined) return;
  const { path, sha256, recipe } = film;
  const parts = partsOf((await files.bytes(recipe.path)).toString());
  if (parts === undefined) throw bad('wrong-summary', recipe.path, 'the recipe of a film', 'something else');
  const shown = parts.map((part) => {
    const item = items.find(({ clip }) => clip === part.clip);
    if (item === undefined)
      throw bad('not-for-this-kind', custody, `each part of the film ${ref} beside it`, 'not all');
    return { part, item };
  });
  for (const { part, item } of shown) {
    if (item.master !== part.master)
      throw bad('not-in-the-log', recipe.path, `the original of ${item.ref}: ${item.master}`, part.master);
    if (!item.films.asked.has(recipe.sha256))
      throw bad('not-in-the-log', recipe.path, `a film that the history of ${item.ref} knows`, recipe.sha256);
    if (kind !== 'prosecution' && !item.goesAs(part.copy))
      throw bad('not-for-this-kind', path, `no more of ${item.ref} than goes by itself`, 'more');
  }
  const first = shown[0]?.item.films;
  const made = first?.madeOf(recipe.sha256, sha256) ?? [];
  if (made.length === 0)
    throw bad(
      'not-in-the-log',
      path,
      `a film that was made in the history of ${shown[0]?.item.ref ?? ''}`,
      sha256,
    );
  if (!made.some((id) => first?.isApproved(id, sha256)))
    throw bad('not-for-this-kind', path, 'a film that was approved', 'one that was not');
}
