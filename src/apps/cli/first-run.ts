import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '../../config';
import { CareModule, CareService } from '../../features/consent';
import { IdentityModule, IdentityService } from '../../features/identity';
import { InvestigationsModule, InvestigationsService } from '../../features/investigations';
import { spokenCode } from '../../features/invitations';
import { actingAs } from '../../platform/database';
import { createLogger } from '../../platform/observability';
import { PlatformModule } from '../platform.module';

/** What somebody needs to try everything on a new installation. Shown once, never kept. */
export interface Sample {
  readonly email: string;
  readonly password: string;
  readonly urn: string;
  readonly link: string;
  readonly code: string;
}

const EMAIL = 'officer@lintel.example';
const URN = '11LT/SAMPLE/26';
const DAYS = 30;
const NO_CONTACT = {
  doNotContact: false,
  channel: 'none',
  address: '',
  days: [],
  from: '09:00',
  until: '17:00',
  never: '',
  ask: '',
} as const;

@Module({ imports: [IdentityModule, InvestigationsModule, CareModule] })
class OfficersSide {}

/** Runs `work` with the services of the officers' side, as the operator: by the owner's connection. */
export async function withOfficersSide<T>(
  config: Config,
  ownerUrl: string,
  work: (services: {
    identity: IdentityService;
    investigations: InvestigationsService;
    care: CareService;
  }) => Promise<T>,
): Promise<T> {
  const logger = createLogger({ process: 'cli', level: 'silent' });
  const platform = PlatformModule.forRoot({ config, databaseUrl: ownerUrl, logger, isWork: true });
  const settings = { logger: false as const, abortOnError: false };
  const module = { module: OfficersSide, imports: [platform] };
  const context = await NestFactory.createApplicationContext(module, settings);
  try {
    return await work({
      identity: context.get(IdentityService, { strict: false }),
      investigations: context.get(InvestigationsService, { strict: false }),
      care: context.get(CareService, { strict: false }),
    });
  } finally {
    await context.close();
  }
}

/** On an installation without officers: makes one, a sample investigation and an upload link. Else undefined. */
export async function firstRun(config: Config, ownerUrl: string): Promise<Sample | undefined> {
  return withOfficersSide(config, ownerUrl, async ({ identity, investigations, care }) => {
    // Where passwords are switched off, a sample officer could not sign in.
    if (!config.signIn.local || (await identity.hasOfficers())) return undefined;
    const { officer, password } = await identity.createOfficer({
      email: EMAIL,
      displayName: 'Sample Officer',
      role: 'investigator',
    });
    const { link, code } = await actingAs({ kind: 'for-officer', officer: officer.id }, async () => {
      const id = await investigations.open({
        urn: URN,
        offence: 'A sample, to try Lintel with: no real case',
      });
      return care.invite(officer.id, id, { days: DAYS }, NO_CONTACT);
    });
    return { email: EMAIL, password, urn: URN, link, code: spokenCode(code) };
  });
}
