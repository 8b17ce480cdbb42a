import { Module } from '@nestjs/common';
import { IdentityService } from './identity.service';
import { OfficerRepository } from './officer.repository';

@Module({ providers: [IdentityService, OfficerRepository], exports: [IdentityService] })
export class IdentityModule {}
