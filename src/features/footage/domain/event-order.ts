/** What says where an item stands among others. */
export interface Placed {
  readonly id: string;
  readonly fileName: string;
  readonly sentAt: Date;
  /** The time that an officer chose, else the likely one; `null` where nothing tells of one. */
  readonly eventAt: Date | null;
}

/** Characters of a name that count. */
const LONGEST = 400;

/** As `lintel.natural_key`: numbers with their length before them, A to Z as a to z. */
export function naturalKey(name: string): string {
  const parts = (name.match(/[0-9]+|[^0-9]+/g) ?? []).map((part) => {
    if (!/^[0-9]/.test(part)) return part.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const digits = part.replace(/^0+/, '');
    return String(digits.length).padStart(3, '0') + digits;
  });
  return Array.from(parts.join('')).slice(0, LONGEST).join('');
}

/**
 * The order of events, as the index `clip_in_event_order` keeps it: by the event's time or, where none is known, that of
 * sending; then by sending; then by the name as people count, so that clip 7 comes before clip 10.
 */
export function inEventOrder(one: Placed, other: Placed): number {
  const at = ({ eventAt, sentAt }: Placed): number => (eventAt ?? sentAt).getTime();
  return (
    at(one) - at(other) ||
    one.sentAt.getTime() - other.sentAt.getTime() ||
    Buffer.compare(Buffer.from(naturalKey(one.fileName)), Buffer.from(naturalKey(other.fileName))) ||
    (one.id < other.id ? -1 : Number(one.id > other.id))
  );
}
