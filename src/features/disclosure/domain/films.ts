import type { ClipId } from '../../../kernel/ids';

/** Of an item that is a film put together of several exhibits. */
export interface FilmFacts {
  /** What is shown in it. */
  readonly parts: readonly ClipId[];
  /** By whoever looked through it last. */
  readonly isApproved: boolean;
  /** No part is gone, in quarantine or another than it was. */
  readonly isOpen: boolean;
  /** Of no part does it show more than the defence and the court are given of that. */
  readonly isAsChosen: boolean;
}

/**
 * Why a film does not go, whatever was decided about it; `undefined` where it may.
 * @param going items that the recipient is given
 */
export function filmHeldBack(
  film: FilmFacts,
  going: ReadonlySet<ClipId>,
  toAll: boolean,
): string | undefined {
  const { parts, isApproved, isOpen, isAsChosen } = film;
  if (!isOpen) return 'a part of it was erased, or is in quarantine: it goes beside each of them alone';
  if (!isApproved) return 'it was refused after it had been approved: it goes once it is approved again';
  if (!parts.every((part) => going.has(part)))
    return 'a part of it does not go: it goes beside each of them alone';
  if (!toAll && !isAsChosen)
    return 'it shows a part otherwise than that goes: put another together, of the copies that go';
  return undefined;
}
