import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withOfficersSide } from '../../../src/apps/cli/first-run';
import { OfficerBrowser, Patience, Visitor, type Invitation } from './people';
import type { Plant } from './plant';

const ACCEPTANCE = { initials: 'AB', producerName: 'Ann Producer', description: 'A clip' };

/** An officer who has signed in, with an investigation. */
export class Officer {
  private constructor(
    readonly browser: OfficerBrowser,
    readonly investigation: string,
  ) {}

  /** @param workspace where it is reached; default: its own port */
  static async at(plant: Plant, workspace: string = plant.workspace): Promise<Officer> {
    const email = `${randomBytes(4).toString('hex')}@example.test`;
    // What the command create-officer does: nearly every suite has an officer, and a process for each takes longer than what it does.
    const { password } = await withOfficersSide(plant.config, plant.urls.owner, ({ identity }) =>
      identity.createOfficer({ email, displayName: 'Ann Officer', role: 'investigator' }),
    );
    return Officer.signIn(workspace, email, password);
  }

  static async signIn(workspace: string, email: string, password: string): Promise<Officer> {
    const browser = new OfficerBrowser(workspace);
    await browser.must('POST', '/session', { email, password });
    const wanted = randomBytes(12).toString('base64url');
    await browser.must('POST', '/password', { current: password, wanted });
    await browser.must('POST', '/session/confirmation', { password: wanted });
    const urn = `11AB${randomBytes(4).readUInt32BE()}26`;
    const { id } = await browser.must<{ id: string }>('POST', '/investigations', {
      urn,
      offence: 'Stalking',
    });
    return new Officer(browser, id);
  }

  invite(): Promise<Invitation> {
    return this.browser.must('POST', `/investigations/${this.investigation}/invitations`, {
      days: 7,
      safeContact: { channel: 'in-person' },
    });
  }

  /** A visitor who has come in by a link of her own. */
  async visitor(): Promise<Visitor> {
    return Visitor.in(await this.invite());
  }

  /** Accepts a clip as soon as it can be; gives its reference. */
  async accept(id: string, initials = 'AB'): Promise<string> {
    const patience = new Patience(`the acceptance of ${id}`);
    for (;;) {
      const { status, body } = await this.browser.api('POST', `/clips/${id}/accept`, {
        ...ACCEPTANCE,
        initials,
      });
      const { code } = body as { code?: string };
      patience.has(`${status} ${code ?? ''}`, false);
      if (status === 404 || code === 'not-yet-master') {
        await sleep(500);
        continue;
      }
      // Who asks for several at once, while a fault keeps them from being masters, may be told to ask less.
      if (status === 429) {
        const { facts } = body as { facts?: { retryAfterSeconds?: number } };
        await sleep((facts?.retryAfterSeconds ?? 1) * 1_000);
        continue;
      }
      // 409: an earlier try of hers was recorded, and only its answer was lost.
      if (status !== 201 && code !== 'already-triaged')
        throw new Error(`not accepted: ${status} ${code ?? ''}`);
      const clip = await this.browser.must<{ exhibit: string }>('GET', `/clips/${id}`);
      return clip.exhibit;
    }
  }
}
