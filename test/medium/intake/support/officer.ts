import { Test } from '@nestjs/testing';
import type { Config } from '../../../../src/config';
import { IdentityModule, IdentityService } from '../../../../src/features/identity';
import { InvestigationsModule, InvestigationsService } from '../../../../src/features/investigations';
import {
  AssistanceService,
  InvitationsModule,
  InvitationsService,
  type IssuedInvitation,
} from '../../../../src/features/invitations';
import type { InvitationId } from '../../../../src/kernel/ids';
import { createLogger } from '../../../../src/platform/observability';
import { PlatformModule } from '../../../../src/apps/platform.module';
import { inPersonOnly } from '../../../factories/safe-contact';

/** An officer at the other side, with the police's own database role. */
export interface OfficerSide {
  /** A link and a code into an investigation of its own. */
  invite(): Promise<IssuedInvitation>;
  revoke(id: InvitationId): Promise<void>;
  /** A new code and end for the same link. */
  renew(id: InvitationId, days: number): Promise<string>;
  /** The link of a pass that opens her pages on an officer's device. */
  beside(id: InvitationId): Promise<string>;
  close(): Promise<void>;
}

export async function officerSide(config: Config, databaseUrl: string): Promise<OfficerSide> {
  const logger = createLogger({ process: 'test', level: 'silent' });
  const app = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ config, databaseUrl, logger }),
      IdentityModule,
      InvestigationsModule,
      InvitationsModule,
    ],
  }).compile();
  const invitations = app.get(InvitationsService);
  const details = { email: 'ann@example.test', displayName: 'Ann Officer', role: 'investigator' } as const;
  const { officer } = await app.get(IdentityService).createOfficer(details);
  let count = 0;
  return {
    invite: async () => {
      count += 1;
      const urn = `11AB${String(count).padStart(7, '0')}26`;
      const id = await app.get(InvestigationsService).open({ urn, offence: 'Stalking' });
      return invitations.create(officer.id, id, 30, inPersonOnly(officer.id));
    },
    revoke: async (id) => {
      await invitations.revoke(officer.id, id);
    },
    renew: async (id, days) => (await invitations.renew(officer.id, id, days)).code,
    beside: async (id) => (await app.get(AssistanceService).offer(officer.id, id, 'station')).link,
    close: () => app.close(),
  };
}
