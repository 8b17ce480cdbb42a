import type { ClipId, RedactionId } from '../../../../kernel/ids';
import type { Film } from '../../domain/check-recipe';
import { filmFacts, filmOf } from '../../domain/film-of';
import { recipeSchema, type Recipe } from '../../domain/recipe';
import type { CandidateRow, CopyRow } from '../compilation.repository';
import { PARTS_MAX, PARTS_MIN } from './recipe';

/** What is asked of one clip; frames count from 1, and what is left out is the first or the last that there is. */
export interface PartOrder {
  readonly clip: ClipId;
  readonly copy: RedactionId | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** A part that can be made. */
export interface ReadyPart {
  readonly row: CandidateRow;
  readonly film: Film;
  readonly copy: { readonly row: CopyRow; readonly recipe: Recipe } | null;
  readonly trim: { readonly from: number; readonly to: number };
}

export const nameOf = ({ exhibit, fileName }: CandidateRow): string => exhibit ?? fileName;

/** Why a clip cannot be a part, in a sentence; `undefined` where it can. */
export function hindrance(row: CandidateRow): string | undefined {
  const name = nameOf(row);
  if (row.erased) return `${name} has been erased.`;
  if (row.exhibit === null) return `${name} is no exhibit yet: accept it first.`;
  if (row.held)
    return `${name} is in quarantine: nothing is made of it until a person has decided about that.`;
  if (row.masterSha256 === null) return `${name} is not locked yet: wait until its original is.`;
  if (filmFacts(row.media) === undefined || row.why !== null)
    return `${name} has no picture that can be played: it is damaged, or no film.`;
  if (filmOf(row.media, row.proxyFacts) === undefined || !row.hasFrames)
    return `${name} is not made ready yet: wait until it can be watched.`;
  return undefined;
}

/** What was asked for, part by part, and what is wrong with it in sentences. */
export function readyParts(
  orders: readonly PartOrder[],
  rows: readonly CandidateRow[],
): { readonly parts: readonly ReadyPart[]; readonly problems: readonly string[] } {
  const found = new Map(rows.map((row) => [row.id, row]));
  const parts: ReadyPart[] = [];
  const problems: string[] = [];
  if (orders.length < PARTS_MIN || orders.length > PARTS_MAX)
    problems.push(`A film is put together of ${PARTS_MIN} to ${PARTS_MAX} clips.`);
  for (const order of orders) {
    const row = found.get(order.clip);
    const ready = row === undefined ? 'A clip is not of this investigation.' : readyPart(order, row);
    if (typeof ready === 'string') problems.push(ready);
    else parts.push(ready);
  }
  return { parts, problems: [...new Set(problems)] };
}

function readyPart(order: PartOrder, row: CandidateRow): ReadyPart | string {
  const why = hindrance(row);
  const film = filmOf(row.media, row.proxyFacts);
  if (why !== undefined || film === undefined) return why ?? `${nameOf(row)} has no picture.`;
  const copy = order.copy === null ? null : row.copies.find(({ id }) => id === order.copy);
  if (copy === undefined)
    return `The copy of ${nameOf(row)} that was chosen is not approved, or not any more.`;
  const recipe = copy && recipeSchema.parse(JSON.parse(copy.recipe));
  const room = recipe?.trim ?? { from: 1, to: film.frames };
  const trim = { from: order.from ?? room.from, to: order.to ?? room.to };
  if (trim.to < trim.from)
    return `${nameOf(row)} would end at frame ${trim.to}, before it begins at frame ${trim.from}.`;
  if (trim.from < room.from || trim.to > room.to)
    return `Of ${nameOf(row)} there are frames ${room.from} to ${room.to}.`;
  return { row, film, trim, copy: copy && recipe && { row: copy, recipe } };
}
