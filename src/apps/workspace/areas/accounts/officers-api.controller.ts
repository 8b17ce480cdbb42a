import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Accounts, IdentityService, type Officer } from '../../../../features/identity';
import type { OfficerId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  accountView,
  newRoleSent,
  accountPage,
  account,
  accountFilterOf,
  accountQuery,
  oneTimePassword,
  createdOfficer,
  newOfficer,
} from './account.model';
import { officerView } from '../../shell/people/people.model';
import { Operation } from '../../shell/api/operation';

const nothing = z.strictObject({});

@ApiTags('officers')
@Controller('api/v1/officers')
export class OfficersController {
  constructor(
    private readonly identity: IdentityService,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  @Operation({
    access: 'officers',
    summary: 'Accounts of officers, by name; searched and filtered',
    answer: accountPage,
  })
  async list(
    @Query({ schema: accountQuery }) { limit, after, ...filter }: z.infer<typeof accountQuery>,
  ): Promise<z.infer<typeof accountPage>> {
    return toPage(await this.accounts.list(accountFilterOf(filter), limit + 1, after), limit, accountView);
  }

  @Get(':id')
  @Operation({ access: 'officers', summary: 'An account', answer: account, problems: [404] })
  async get(@Param('id', { schema: ids.officer }) id: OfficerId): Promise<z.infer<typeof account>> {
    return accountView(await this.accounts.get(id));
  }

  @Post()
  @Operation({
    access: 'officers',
    summary: 'Make an account with a one-time password',
    stepUp: true,
    status: 201,
    answer: createdOfficer,
    problems: [409],
  })
  async create(
    @Body({ schema: newOfficer }) body: z.infer<typeof newOfficer>,
  ): Promise<z.infer<typeof createdOfficer>> {
    const { officer, password } = await this.identity.createOfficer(body);
    return { ...officerView(officer), password };
  }

  @Post(':id/one-time-password')
  @Operation({
    access: 'officers',
    summary: 'Another one-time password, for an officer who has not chosen a password yet',
    stepUp: true,
    status: 201,
    answer: oneTimePassword,
    problems: [404, 409],
  })
  async renewOneTimePassword(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<z.infer<typeof oneTimePassword>> {
    await this.accounts.get(id);
    return { password: await this.identity.renewOneTimePassword(by.id, id) };
  }

  @Post(':id/deactivate')
  @Operation({
    access: 'officers',
    summary:
      'Close an account: every session and stream ends at once; never one’s own; again changes nothing',
    status: 204,
    problems: [404, 409],
  })
  async deactivate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.accounts.deactivate(by.id, id);
  }

  @Post(':id/activate')
  @Operation({
    access: 'officers',
    summary: 'Open an account again, with the role and the teams that it had; again changes nothing',
    stepUp: true,
    status: 204,
    problems: [404, 409],
  })
  async activate(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.accounts.activate(by.id, id);
  }

  @Post(':id/role')
  @Operation({
    access: 'officers',
    summary:
      'Change a role; never one’s own, nor one that the force’s provider gives; ends the officer’s sessions',
    stepUp: true,
    status: 204,
    problems: [404, 409],
  })
  async changeRole(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.officer }) id: OfficerId,
    @Body({ schema: newRoleSent }) { role, seen }: z.infer<typeof newRoleSent>,
  ): Promise<void> {
    await this.accounts.changeRole(by.id, id, role, seen);
  }
}
