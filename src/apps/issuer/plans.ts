import { planArchive, type ArchivePlan } from '../../features/disclosure/archive';
import type { WorkspaceClient } from './workspace-client';

/** Files of all bundles together that are kept: a plan has some hundred bytes for each. The last one is kept however many it has. */
const MOST_FILES = 20_000;
/** Bundles at one time: each is named in the question for the next plan, and a head of HTTP holds 16 KiB. */
const MOST_BUNDLES = 64;
/** A bundle of which nothing was asked for so long is forgotten. Milliseconds. */
const KEPT_MS = 60_000;

/**
 * Plans of bundles that are being fetched. A plan is fixed when its bundle is sealed, so it is asked for once, however many parts follow;
 * whether the session still may is asked of the workspace each time.
 */
export class Plans {
  /** The one used last comes last. */
  readonly #plans = new Map<string, ArchivePlan>();
  #forgetting: NodeJS.Timeout | undefined;

  constructor(private readonly workspace: Pick<WorkspaceClient, 'plan'>) {}

  /** @throws WorkspaceRefused when the session is none */
  async of(session: string): Promise<ArchivePlan> {
    const { bundle, input } = await this.workspace.plan(session, [...this.#plans.keys()]);
    const plan = input === undefined ? this.#plans.get(bundle) : planArchive(input);
    if (plan === undefined) {
      // It was forgotten while the workspace was asked.
      const again = await this.workspace.plan(session, []);
      if (again.input === undefined) throw new Error('the workspace did not say what the bundle is made of');
      return planArchive(again.input);
    }
    // A workspace of before names no bundle.
    if (bundle !== '') this.#keep(bundle, plan);
    return plan;
  }

  #keep(bundle: string, plan: ArchivePlan): void {
    this.#plans.delete(bundle);
    this.#plans.set(bundle, plan);
    let files = [...this.#plans.values()].reduce((sum, { entries }) => sum + entries.length, 0);
    for (const [other, { entries }] of this.#plans) {
      if ((files <= MOST_FILES && this.#plans.size <= MOST_BUNDLES) || other === bundle) break;
      this.#plans.delete(other);
      files -= entries.length;
    }
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.#plans.clear(), KEPT_MS).unref();
  }
}
