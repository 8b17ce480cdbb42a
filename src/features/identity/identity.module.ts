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
import { OfficerTotpEntity, RecoveryCodeEntity } from './second-factor.entity';
import {
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
  SignInSettingEntity,
  SignInTicketEntity,
  SignInCountEntity,
  RefusalRunEntity,
  KnownDeviceEntity,
]);

@Module({
  imports: [entities],
  providers: [
    IdentityService,
    Credentials,
    SecondFactor,
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
  exports: [IdentityService, Accounts, Credentials, Refusals, SecondFactor, ProviderClient, ProviderOfficers],
})
export class IdentityModule {}
