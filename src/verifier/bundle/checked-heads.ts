import type { Verdict } from '../../custody/pure/verdict';
import { bad } from './bundle-verdict';

/** The signed state that all records of a bundle must share. */
export class CheckedHeads {
  events = 0;
  /** Ids of events that are repudiated. */
  readonly repudiated: string[] = [];
  checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  /** The first reason why something could not be told. */
  why: string | undefined;

  /** @throws Tampering when the records are under another state than those before */
  add(folder: string, verdict: Verdict | undefined): void {
    if (verdict?.outcome === 'cannot-tell') this.why ??= `${folder}: ${verdict.why}`;
    if (verdict?.outcome !== 'proven') return;
    this.events += verdict.events;
    this.repudiated.push(...(verdict.repudiated ?? []));
    const { checkpoint } = verdict;
    this.checkpoint ??= checkpoint;
    const [expected, found] = [this.checkpoint, checkpoint].map(
      ({ origin, size, root }) => `${origin} ${size} ${root}`,
    );
    if (expected !== found) throw bad('other-checkpoint', folder, expected ?? '', found ?? '');
  }
}
