import type { ClipId } from '../../../kernel/ids';

/** What a device tells of a file that was chosen, before a byte of it is sent. */
export interface ChosenFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly fileDate: Date | null;
  /** Of its first, middle and last KiB; null where the device could not make one. */
  readonly fingerprint: string | null;
}

/** One that is known by the server and not here whole. */
export interface AwaitedFile extends ChosenFile {
  readonly id: ClipId;
  /** False of one that broke off in a plain form, which tells no size. */
  readonly sizeKnown: boolean;
}

/** Taken out by the victim, who may put it back until the draft is sent. */
export interface RemovedFile {
  readonly id: ClipId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Which awaited file this is, chosen again. By name and bytes where both sides tell of them; under another name only with the same
 * date too, and never an empty one: two files that are alike at a glance must not become one. Where a device tells of no bytes, by name
 * and date; one that broke off in a plain form by its name alone.
 */
export function sameAsAwaited<Awaited extends ChosenFile & { readonly sizeKnown?: boolean }>(
  awaited: readonly Awaited[],
  file: ChosenFile,
): Awaited | undefined {
  const alike = awaited.filter(
    (one) => one.sizeKnown !== false && one.size === file.size && mayBeSame(one, file),
  );
  const brokeOff = awaited.find((one) => one.sizeKnown === false && one.name === file.name);
  return alike.find((one) => one.name === file.name) ?? brokeOff ?? alike[0];
}

function mayBeSame(one: ChosenFile, other: ChosenFile): boolean {
  const [date, otherDate] = [one.fileDate?.getTime(), other.fileDate?.getTime()];
  const hasSameName = one.name === other.name;
  if (one.fingerprint !== null && other.fingerprint !== null) {
    const isRenamed = one.size > 0 && date !== undefined && date === otherDate;
    return one.fingerprint === other.fingerprint && (hasSameName || isRenamed);
  }
  return hasSameName && (date === undefined || otherDate === undefined || date === otherDate);
}
