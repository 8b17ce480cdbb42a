import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import {
  ProviderClient,
  ProviderOfficers,
  ProviderRefused,
  type Officer,
} from '../../../../features/identity';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { OfficerSessions } from './officer-sessions';
import type { AtProvider } from './session.data';

/** How long somebody may take at the provider. */
const AWAY_MS = 15 * 60_000;

/** Signing in, and confirming it later, with an account of the force. */
@Injectable()
export class ProviderSessions {
  constructor(
    private readonly client: ProviderClient,
    private readonly officers: ProviderOfficers,
    private readonly sessions: OfficerSessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the button says; undefined when there is no provider. */
  get label(): string | undefined {
    return this.client.label;
  }

  /** Where to send the browser. @throws ProviderUnavailable */
  async leave(request: Request, why: AtProvider['why'], next: string): Promise<string> {
    const { address, flow } = await this.client.begin({ again: why === 'confirm' });
    request.session.atProvider = { flow, why, next, at: this.clock.now().getTime() };
    return address;
  }

  /** Gives where to go. The flow counts once. @throws ProviderRefused, ProviderUnavailable */
  async comeBack(request: Request, answer: string, officer: Officer | undefined): Promise<string> {
    const { atProvider } = request.session;
    delete request.session.atProvider;
    if (atProvider === undefined || this.clock.now().getTime() - atProvider.at > AWAY_MS)
      throw new ProviderRefused();
    const person = await this.client.finish(answer, atProvider.flow);
    if (atProvider.why === 'sign-in') {
      await this.sessions.begin(request, await this.officers.signIn(person));
      return atProvider.next;
    }
    if (officer === undefined) throw new ProviderRefused();
    await this.sessions.confirmed(
      request,
      await this.officers.confirm(officer.id, person, new Date(atProvider.at)),
    );
    return '/confirm/go-on';
  }
}
