import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { CareService } from '../../../../features/consent';
import type { Officer } from '../../../../features/identity';
import { ListCopiesService } from '../../../../features/investigations';
import { InvitationsService, type Invitation } from '../../../../features/invitations';
import type { InvestigationId, InvitationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { HerLanguage } from '../../shell/link-language';
import { newInvitation } from './care.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  issuedView,
  invitationView,
  invitationPage,
  LINK_HEAD,
  linkCells,
  renewed,
  issued,
  extended,
  extension,
  renewal,
} from './link.model';
import { Operation } from '../../shell/api/operation';
import { everyPage, sendCsv } from '../../shell/sending/send-csv';

const query = pageQuery<InvitationId>();

@ApiTags('invitations')
@Controller('api/v1')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly care: CareService,
    private readonly languages: HerLanguage,
    private readonly copies: ListCopiesService,
  ) {}

  @Get('investigations/:id/invitations')
  @Operation({
    access: 'investigations',
    summary: 'Invitations, newest first; neither link nor code can be read back',
    answer: invitationPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof invitationPage>> {
    return toPage(await this.invitations.list(by.id, id, limit + 1, after), limit, invitationView);
  }

  @Get('investigations/:id/invitations/csv')
  @Operation({
    access: 'investigations',
    summary: 'All invitations as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'invitations');
    const pages = everyPage<Invitation>((limit, after) => this.invitations.list(by.id, id, limit, after));
    await sendCsv(response, 'private-links.csv', LINK_HEAD, pages, linkCells);
  }

  @Post('investigations/:id/invitations')
  @Operation({
    access: 'investigations',
    summary:
      'Make an invitation, with what the victim said of safe contact: its link and code are shown only now',
    status: 201,
    answer: issued,
    problems: [404],
  })
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newInvitation }) { days, name, safeContact, language }: z.infer<typeof newInvitation>,
  ): Promise<z.infer<typeof issued>> {
    const speaking = this.languages.speaking(language);
    const { link, ...made } = await this.care.invite(by.id, id, { days, name }, safeContact);
    return issuedView({ ...made, link: speaking(link) });
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
    @Body({ schema: renewal }) { days, known }: z.infer<typeof renewal>,
  ): Promise<z.infer<typeof renewed>> {
    const seen = known === undefined ? undefined : new Date(known);
    const { code, expiresAt } = await this.invitations.renew(by.id, id, days, seen);
    return { code, expiresAt: expiresAt.toISOString() };
  }

  @Post('invitations/:id/extend')
  @Operation({
    access: 'investigations',
    summary: 'More time for the same link and code, with a reason',
    answer: extended,
    problems: [404, 409],
  })
  async extend(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: extension }) { days, reason }: z.infer<typeof extension>,
  ): Promise<z.infer<typeof extended>> {
    const { expiresAt } = await this.invitations.extend(by.id, id, days, reason);
    return { expiresAt: expiresAt.toISOString() };
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
