/** What a PDF is written in (ISO 32000-1, 7.3). */
export class Name {
  constructor(readonly text: string) {}
}

export class Reference {
  constructor(readonly number: number) {}
}

/** An operator of a content stream, or a word of the file's own syntax. */
export class Word {
  constructor(readonly text: string) {}
}

export class Stream {
  constructor(
    readonly dictionary: Dictionary,
    /** As it is stored. */
    readonly bytes: Buffer,
  ) {}
}

export type Dictionary = ReadonlyMap<string, Value>;
export type Value =
  | null
  | boolean
  | number
  | Name
  | Reference
  | Word
  | Stream
  | Buffer
  | readonly Value[]
  | Dictionary;

export const isDictionary = (value: Value | undefined): value is Dictionary => value instanceof Map;
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
