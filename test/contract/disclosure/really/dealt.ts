import { KINDS } from '../../../medium/disclosure/really-sealed';

/** `npm run test:soak` makes each forgery of each file in each kind of bundle. Otherwise each kind gets a third, some of each file. */
export const EVERY = process.env['LINTEL_SEALED_FORGERIES'] === 'all';

/** Whether the next forgery is for the kind at this place: one in three, another one of each file. */
export function dealt(place: number): () => boolean {
  let at = -1;
  return () => {
    at += 1;
    return EVERY || at % KINDS.length === place;
  };
}
