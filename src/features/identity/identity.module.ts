import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountRepository } from './account.repository';
import { Accounts } from './accounts.service';
import { Credentials } from './credentials';
import { IdentityService } from './identity.service';
import { OfficerRepository } from './officer.repository';
import { ProofRepository } from './proof.repository';
import { ProviderClient } from './provider.client';
import { ProviderOfficers } from './provider-officers';
import { ProviderRepository } from './provider.repository';
import { RefusalRepository } from './refusal.repository';
import { Refusals } from './refusals';
import { SecondFactor } from './second-factor.service';
import { TotpRepository } from './totp.repository';
import { OfficerEntity, OfficerIdentityEntity } from './officer.entity';
import { Elsewhere } from './elsewhere';
import { PasskeyChallengeEntity, PasskeyEntity } from './passkeys/passkey.entity';
import { PasskeyRepository } from './passkeys/passkey.repository';
import { Passkeys } from './passkeys/passkeys.service';
import { SecondSteps } from './second-steps';
import { OfficerTotpEntity, RecoveryCodeEntity } from './second-factor.entity';
import {
  JudgementEntity,
  KnownDeviceEntity,
  RefusalRunEntity,
  SignInCountEntity,
  SignInSettingEntity,
  SignInTicketEntity,
} from './sign-in.entity';

const entities = TypeOrmModule.forFeature([
  OfficerEntity,
  OfficerIdentityEntity,
  OfficerTotpEntity,
  RecoveryCodeEntity,
  PasskeyEntity,
  PasskeyChallengeEntity,
  SignInSettingEntity,
  SignInTicketEntity,
  SignInCountEntity,
  RefusalRunEntity,
  JudgementEntity,
  KnownDeviceEntity,
]);

@Module({
  imports: [entities],
  providers: [
    IdentityService,
    Credentials,
    SecondFactor,
    SecondSteps,
    Passkeys,
    PasskeyRepository,
    Elsewhere,
    ProviderClient,
    ProviderOfficers,
    Accounts,
    AccountRepository,
    OfficerRepository,
    ProofRepository,
    RefusalRepository,
    Refusals,
    ProviderRepository,
    TotpRepository,
  ],
  exports: [
    IdentityService,
    Accounts,
    Credentials,
    Elsewhere,
    Passkeys,
    Refusals,
    SecondFactor,
    ProviderClient,
    ProviderOfficers,
  ],
})
export class IdentityModule {}
