import { londonDay } from '../../../../src/kernel/london-day';
import { Test } from '@nestjs/testing';
import type { Config } from '../../../../src/config';
import { InvestigationsModule, InvestigationsService } from '../../../../src/features/investigations';
import {
  AssistanceService,
  InvitationsModule,
  InvitationsService,
  PersonRequestsService,
  type IssuedInvitation,
  type PersonRequest,
} from '../../../../src/features/invitations';
import type { InvitationId } from '../../../../src/kernel/ids';
import { createLogger } from '../../../../src/platform/observability';
import { PlatformModule } from '../../../../src/apps/platform.module';
import { asOfficer, officerSession, seedOfficer } from '../../../factories/acting';
import { STREET } from '../../../factories/person-request';
import { inPersonOnly } from '../../../factories/safe-contact';
import { withAdmin } from '../../../support/database';

/** An officer at the other side, with the police's own database role. */
export interface OfficerSide {
  /** A link and a code into an investigation of its own. */
  invite(): Promise<IssuedInvitation>;
  /** The same for another person, into the investigation of a victim's link. */
  ask(beside: InvitationId, test?: PersonRequest['test'], ask?: string): Promise<IssuedInvitation>;
  /** What that person is asked, recorded anew. */
  askAnew(id: InvitationId, asked: string): Promise<void>;
  /** Records that the victim had the notice that was to be given later. */
  tell(id: InvitationId): Promise<void>;
  /** When another person declined. */
  declinedAt(id: InvitationId): Promise<Date | null>;
  revoke(id: InvitationId): Promise<void>;
  /** A new code and end for the same link. */
  renew(id: InvitationId, days: number): Promise<string>;
  /** The link of a pass that opens the victim's pages on an officer's device. */
  beside(id: InvitationId): Promise<string>;
  close(): Promise<void>;
}

export async function officerSide(config: Config, databaseUrl: string): Promise<OfficerSide> {
  const logger = createLogger({ process: 'test', level: 'silent' });
  const app = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config, databaseUrl, logger }),
      InvestigationsModule,
      InvitationsModule,
    ],
  }).compile();
  const invitations = app.get(InvitationsService);
  const requests = app.get(PersonRequestsService);
  const [officer, secret] = await withAdmin(async (admin) => {
    const id = await seedOfficer(admin);
    return [id, await officerSession(admin, id)] as const;
  }, new URL(databaseUrl).pathname.slice(1));
  const act = <T>(work: () => Promise<T>): Promise<T> => asOfficer(secret, work);
  let count = 0;
  return {
    invite: () =>
      act(async () => {
        count += 1;
        const urn = `11AB${String(count).padStart(7, '0')}26`;
        const id = await app.get(InvestigationsService).open({ urn, offence: 'Stalking' });
        return invitations.create(officer, id, { days: 30 }, inPersonOnly(officer));
      }),
    ask: (beside, test = null, ask = STREET.ask) =>
      act(async () => {
        const { investigationId } = await invitations.get(officer, beside);
        return requests.invite(
          officer,
          investigationId,
          { holder: test === null ? 'neighbour' : 'advocate', days: 30 },
          { ...STREET, test, ask, agreesFor: null },
        );
      }),
    askAnew: (id, asked) =>
      act(() =>
        requests.correct(officer, id, {
          ...{ ...STREET, asked, test: null, agreesFor: null },
          correction: 'The day was wrong',
        }),
      ),
    tell: (id) =>
      act(async () => {
        const request = (await requests.of(officer, id)).requests[0]?.id ?? '';
        await requests.tell(officer, id, { request, givenOn: londonDay(new Date()), words: 'By letter' });
      }),
    declinedAt: async (id) => (await act(() => invitations.get(officer, id))).declinedAt,
    revoke: async (id) => {
      await act(() => invitations.revoke(officer, id));
    },
    renew: async (id, days) => (await act(() => invitations.renew(officer, id, days))).code,
    beside: async (id) => (await act(() => app.get(AssistanceService).offer(officer, id, 'station'))).link,
    close: () => app.close(),
  };
}
