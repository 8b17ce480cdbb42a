/** `AB/1` of `AB/1/2`; `undefined` for what was not taken from something. */
export const takenFrom = (label: string): string | undefined => /^(.+\/\d+)\/\d+$/.exec(label)?.[1];
