import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../features/identity';
import { InvitationsService } from '../../../features/invitations';
import type { InvestigationId, InvitationId } from '../../../kernel/ids';
import { CurrentOfficer } from '../access/access';
import { ids } from './models/ids';
import {
  invitationDays,
  invitationList,
  invitationView,
  issued,
  issuedView,
  renewed,
} from './models/investigation';
import { Operation } from './operation';

@ApiTags('invitations')
@Controller('api/v1')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get('investigations/:id/invitations')
  @Operation({
    access: 'investigations',
    summary: 'Invitations, newest first; neither link nor code can be read back',
    answer: invitationList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof invitationList>> {
    return { items: (await this.invitations.list(by.id, id)).map(invitationView) };
  }

  @Post('investigations/:id/invitations')
  @Operation({
    access: 'investigations',
    summary: 'Make an invitation: its link and code are shown only now',
    status: 201,
    answer: issued,
    problems: [404],
  })
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: invitationDays }) { days }: z.infer<typeof invitationDays>,
  ): Promise<z.infer<typeof issued>> {
    return issuedView(await this.invitations.create(by.id, id, days));
  }

  @Post('invitations/:id/renew')
  @Operation({
    access: 'investigations',
    summary: 'A new code and more time for the same link; unlocks it',
    answer: renewed,
    problems: [404, 409],
  })
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: invitationDays }) { days }: z.infer<typeof invitationDays>,
  ): Promise<z.infer<typeof renewed>> {
    const { code, expiresAt } = await this.invitations.renew(by.id, id, days);
    return { code, expiresAt: expiresAt.toISOString() };
  }

  @Post('invitations/:id/revoke')
  @Operation({
    access: 'investigations',
    summary: 'End the link and its sessions at once; again changes nothing',
    status: 204,
    problems: [404],
  })
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
  ): Promise<void> {
    await this.invitations.revoke(by.id, id);
  }
}
