interface Spoken {
  readonly what: string;
  readonly source: string;
  readonly remembered: number | null;
  readonly found: number;
}

/** An alarm in one sentence, for officers and operators. */
export function alarmWords({ what, source, remembered, found }: Spoken): string {
  const size = remembered === null ? 'more' : String(remembered);
  switch (what) {
    case 'log-shorter':
      return `The log has become shorter: ${source} remembers ${size} leaves, and there are ${found}.`;
    case 'other-history':
      return `The log is another one than ${source} remembers.`;
    case 'checkpoint-missing':
      return `${source} remembers a signed head of ${size} leaves, and the log holds none.`;
    case 'published-head-missing':
      return 'A signed head was put into the object store and is not there any more.';
    default:
      return `The log is not whole: ${source} contradicts itself.`;
  }
}
