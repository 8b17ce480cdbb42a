/** What can be wrong with a bag. */
export type BagFault =
  | 'bad-declaration'
  | 'unsupported-version'
  | 'unsupported-encoding'
  | 'bad-encoding'
  | 'byte-order-mark'
  | 'no-payload-directory'
  | 'no-payload-manifest'
  | 'bad-manifest-name'
  | 'unsupported-algorithm'
  | 'bad-line'
  | 'bad-checksum-form'
  | 'bad-percent-encoding'
  | 'unsafe-path'
  | 'outside-payload'
  | 'inside-payload'
  | 'lists-tag-manifest'
  | 'lists-directory'
  | 'listed-twice'
  | 'missing-file'
  | 'not-a-file'
  | 'unlisted-payload-file'
  | 'unlisted-payload-manifest'
  | 'unlisted-tag-file'
  | 'different-tag-files'
  | 'bad-metadata'
  | 'repeated-metadata'
  | 'wrong-payload-oxum'
  | 'bad-fetch'
  | 'wrong-length'
  | 'wrong-checksum'
  | 'unreadable'
  | 'names-differ-only-in-form'
  | 'other-normal-form'
  | 'no-final-line-ending';

export interface BagProblem {
  readonly fault: BagFault;
  /** Section of RFC 8493. */
  readonly clause: string;
  /** The file that is wrong, or that says what is wrong. */
  readonly path: string;
  /** Counted from 1, where one line of a tag file is at fault. */
  readonly line?: number;
  readonly expected: string;
  readonly found: string;
}

/** Problems make a bag invalid (MUST); warnings do not (SHOULD, RECOMMENDED). Both in the order of the checks. */
export interface BagReport {
  readonly valid: boolean;
  readonly problems: readonly BagProblem[];
  readonly warnings: readonly BagProblem[];
  /** Label and value of `bag-info.txt` in its order, as far as it could be read. */
  readonly info: readonly (readonly [label: string, value: string])[];
  /** Files whose checksums were right, and their bytes. */
  readonly verified: { readonly files: number; readonly bytes: number };
}

/** Collects in order. */
export class Findings {
  readonly problems: BagProblem[] = [];
  readonly warnings: BagProblem[] = [];

  problem(
    clause: string,
    fault: BagFault,
    path: string,
    expected: string,
    found: string,
    line?: number,
  ): void {
    this.problems.push(finding(clause, fault, path, expected, found, line));
  }

  warning(
    clause: string,
    fault: BagFault,
    path: string,
    expected: string,
    found: string,
    line?: number,
  ): void {
    this.warnings.push(finding(clause, fault, path, expected, found, line));
  }
}

const finding = (
  clause: string,
  fault: BagFault,
  path: string,
  expected: string,
  found: string,
  line: number | undefined,
): BagProblem => ({ clause, fault, path, expected, found, ...(line === undefined ? {} : { line }) });
