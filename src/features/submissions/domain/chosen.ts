import type { ClipId } from '../../../kernel/ids';

/** What a device tells of a file that was chosen, before a byte of it is sent. */
export interface ChosenFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly fileDate: Date | null;
  /** Of its first and last KiB; null where the device could not make one. */
  readonly fingerprint: string | null;
}

/** One that is known by the server and not here whole. */
export interface AwaitedFile extends ChosenFile {
  readonly id: ClipId;
}

/** Taken out by the victim, who may put it back until the draft is sent. */
export interface RemovedFile {
  readonly id: ClipId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Which awaited file this is, chosen again. By its bytes where both sides tell of them, so that a renamed file is known and another
 * one of the same name and size is not taken for it; otherwise by its name and, where both sides tell, its date.
 */
export function sameAsAwaited<Awaited extends ChosenFile>(
  awaited: readonly Awaited[],
  file: ChosenFile,
): Awaited | undefined {
  const alike = awaited.filter((one) => one.size === file.size && mayBeSame(one, file));
  return alike.find((one) => one.name === file.name) ?? alike[0];
}

function mayBeSame(one: ChosenFile, other: ChosenFile): boolean {
  if (one.fingerprint !== null && other.fingerprint !== null) return one.fingerprint === other.fingerprint;
  if (one.name !== other.name) return false;
  const [date, otherDate] = [one.fileDate?.getTime(), other.fileDate?.getTime()];
  return date === undefined || otherDate === undefined || date === otherDate;
}
