import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { OfficersController } from './officers-api.controller';
import { OfficerAccountsController } from './officers-pages.controller';

@Module({
  imports: [IdentityModule],
  controllers: [OfficersController, OfficerAccountsController],
})
export class AccountsArea {}
