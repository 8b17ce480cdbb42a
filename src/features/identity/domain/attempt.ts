/** Where an attempt to sign in comes from. */
export interface Attempted {
  /** By what it is counted where the browser is not known. */
  readonly network: string;
  /** The secret in a cookie of the browser; undefined when it has none. */
  readonly device?: string | undefined;
}
