/** Told with the id of an upload whose record was damaged in the store, and has been written anew. */
export const RECORD_MENDED = 'record-mended';

/** The size in tus's record of an upload. @returns `damaged` for what tus never writes */
export function sizeInRecord(record: string): number | undefined | 'damaged' {
  try {
    const { size, offset } = JSON.parse(record) as { size?: unknown; offset?: unknown };
    if (typeof offset !== 'number') return 'damaged';
    return size === undefined || typeof size === 'number' ? size : 'damaged';
  } catch {
    return 'damaged';
  }
}

/** What is put aside there nobody uses, and nobody but the operator removes. */
export const damagedOf = (record: string): string => `${record}.damaged`;
