import type { Config } from '../../../config';
import type { Sample } from '../first-run';
import { say } from '../say';

const table = (rows: readonly (readonly [string, string])[]): void => {
  const width = Math.max(...rows.map(([label]) => label.length)) + 3;
  for (const [label, value] of rows) say(`  ${label.padEnd(width)}${value}`);
};

/** The addresses, and on a first run what is needed to try everything. */
export function announce(config: Config, sample: Sample | undefined): void {
  say('\nLintel is running.');
  table([
    ['Workspace, for officers', config.workspace.publicUrl],
    ['Upload pages, reached by private link', config.intake.publicUrl],
    ['Data and logs', config.home],
  ]);
  if (sample !== undefined) {
    say('\nThis is the first run. What follows is shown once:');
    table([
      ['Sign in as', sample.email],
      ['with the one-time password', sample.password],
      ['Sample investigation', sample.urn],
      ['Its upload link', sample.link],
      ['with the access code', sample.code],
    ]);
  }
  say('\nPress Ctrl-C to stop.');
}
