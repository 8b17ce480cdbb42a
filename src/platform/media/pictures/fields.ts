import type { Field } from '../exiftool';
import type { Taken } from '../facts';
import type { Orientation } from './rebuild';

const valueOf = (fields: readonly Field[], group: RegExp, name: string): string | undefined =>
  fields.find((field) => field.name === name && group.test(field.group))?.value;

/** Upright unless the file says otherwise. */
export function orientationOf(fields: readonly Field[]): Orientation {
  const value = Number(valueOf(fields, /^EXIF:IFD0$/, 'Orientation'));
  return Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1;
}

/** Pictures of an animation; 1 unless the file says otherwise. */
export function framesOf(fields: readonly Field[]): number {
  const value = Number(valueOf(fields, /^GIF/, 'FrameCount') ?? valueOf(fields, /^PNG/, 'AnimationFrames'));
  return Number.isSafeInteger(value) && value > 1 ? value : 1;
}

/** `DateTimeOriginal` and `OffsetTimeOriginal`; an edit changes others. null where the camera wrote zeros or nothing. */
export function takenOf(fields: readonly Field[]): Taken | null {
  const written = valueOf(fields, /^EXIF/, 'DateTimeOriginal') ?? '';
  const [, date, time] = /^(\d{4}:\d{2}:\d{2}) (\d{2}:\d{2}:\d{2})/.exec(written) ?? [];
  if (date === undefined || time === undefined || date.startsWith('0000')) return null;
  const offset = valueOf(fields, /^EXIF/, 'OffsetTimeOriginal') ?? '';
  return {
    wall: `${date.replaceAll(':', '-')}T${time}`,
    offset: /^[+-]\d{2}:\d{2}$/.test(offset) ? offset : null,
  };
}
