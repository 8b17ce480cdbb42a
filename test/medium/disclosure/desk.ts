import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from '../workspace/client';
import { seedCase, type Case, type World } from '../workspace/world';
import type { Sealer } from './support';

export interface VerdictChoices {
  readonly classification: 'evidence' | 'unused' | 'sensitive' | 'not-relevant';
  readonly meetsTest?: boolean;
  readonly originalToDefence?: boolean;
  readonly description?: string;
  readonly despiteVersion?: boolean;
  readonly reason?: string;
}

interface Found {
  readonly [name: string]: unknown;
}

/** A disclosure officer at work over HTTP in one investigation. */
export class Desk {
  private constructor(
    readonly world: World,
    readonly officer: Officer,
    readonly client: OfficerClient,
    readonly home: Case,
  ) {}

  static async open(world: World): Promise<Desk> {
    const officer = await world.officer('disclosure');
    return new Desk(world, officer, await signedIn(world, officer), await seedCase(world, officer.id));
  }

  async post(path: string, body: object, expected = 201): Promise<Found> {
    const answer = await this.client.call('POST', path, body);
    if (answer.status !== expected) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
    return answer.text === '' ? {} : (JSON.parse(answer.text) as Found);
  }

  async get<T = Found>(path: string): Promise<T> {
    const answer = await this.client.call('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  ofCase(rest: string): string {
    return `/api/v1/investigations/${this.home.investigation}/${rest}`;
  }

  async decide(items: readonly string[], verdict: VerdictChoices): Promise<void> {
    const defaults = { meetsTest: false, reason: 'Seen and considered', description: 'Film of a front door' };
    await this.post(this.ofCase('decisions'), { items, ...defaults, ...verdict });
  }

  review(): Promise<Found> {
    return this.post(this.ofCase('reviews'), {
      occasion: 'defence-statement',
      reason: 'The defence statement names another man',
    });
  }

  async makeForms(): Promise<void> {
    for (const form of ['MG12', 'MG6C', 'MG6D', 'MG6E']) await this.makeForm(form);
  }

  makeForm(form: string): Promise<Found> {
    return this.post(this.ofCase('schedules'), { form, signedName: this.officer.displayName, certified: 2 });
  }

  async bundle(sealer: Sealer, kind: string, more: object = {}): Promise<string> {
    const { id } = await this.post(this.ofCase('bundles'), { kind, ...more });
    await sealer.seal(String(id));
    return String(id);
  }

  /** The whole archive, under a ticket of its own. */
  async download(id: string): Promise<{ url: string; bytes: Buffer; answer: Response }> {
    const { archiveUrl } = await this.post(`/api/v1/bundles/${id}/downloads`, { reason: 'For the file' });
    const url = String(archiveUrl);
    const answer = await this.client.send('GET', url);
    return { url, bytes: Buffer.from(await answer.arrayBuffer()), answer };
  }
}
