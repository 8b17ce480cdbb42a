import type { ClipId, MarkerId, ViewingId } from '../../../../kernel/ids';
import { ids } from '../../shell/inputs/ids';

/** Where an officer was on the page of a clip: which player was open, and which notes were shown. */
export interface Place {
  readonly viewing?: ViewingId | undefined;
  readonly notes?: MarkerId | undefined;
}

type Posted = Readonly<Record<string, unknown>>;
const fieldsOf = (body: unknown): Posted =>
  typeof body === 'object' && body !== null ? (body as Posted) : {};

export function placeOf(body: unknown): Place {
  const { viewing, notes } = fieldsOf(body);
  return { viewing: ids.viewing.safeParse(viewing).data, notes: ids.marker.safeParse(notes).data };
}

/** What a form asks, without where it was sent from. */
export const withoutPlace = (body: unknown): Posted =>
  Object.fromEntries(
    Object.entries(fieldsOf(body)).filter(([name]) => name !== 'viewing' && name !== 'notes'),
  );

/** Back to the page, with the player open that was open, at the frame that was worked on. */
export function pageOf(clip: ClipId, body: unknown, part: string, notes = placeOf(body).notes): string {
  const { viewing } = placeOf(body);
  const { frame } = fieldsOf(body);
  const query = new URLSearchParams();
  if (viewing !== undefined && typeof frame === 'string' && /^\d{1,9}$/.test(frame.trim()))
    query.set('at', frame.trim());
  if (notes !== undefined) query.set('notes', notes);
  const page = `/clips/${clip}${viewing === undefined ? '' : `/viewings/${viewing}`}`;
  return `${page}${query.size === 0 ? '' : `?${query.toString()}`}#${part}`;
}
