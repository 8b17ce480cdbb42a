/** One line of the report. `mend` says what to do; without it all is well. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  readonly mend?: string;
  /** To be looked at in time; nothing of the installation is wrong. */
  readonly isWarning?: true;
}

export const fine = (what: string, found: string): Finding => ({ what, found });
export const problem = (what: string, found: string, mend: string): Finding => ({ what, found, mend });
export const warning = (what: string, found: string, mend: string): Finding => ({
  what,
  found,
  mend,
  isWarning: true,
});

/** First line of an error's message, for the report. */
export const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
