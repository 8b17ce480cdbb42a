import { Module } from '@nestjs/common';
import { Credentials } from './credentials';
import { IdentityService } from './identity.service';
import { OfficerRepository } from './officer.repository';
import { ProviderClient } from './provider.client';
import { ProviderOfficers } from './provider-officers';
import { SecondFactor } from './second-factor.service';
import { TotpRepository } from './totp.repository';

@Module({
  providers: [
    IdentityService,
    Credentials,
    SecondFactor,
    ProviderClient,
    ProviderOfficers,
    OfficerRepository,
    TotpRepository,
  ],
  exports: [IdentityService, Credentials, SecondFactor, ProviderClient, ProviderOfficers],
})
export class IdentityModule {}
