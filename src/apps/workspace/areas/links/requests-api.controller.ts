import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { PersonRequestsService, requestSeen } from '../../../../features/invitations';
import type { InvestigationId, InvitationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { HerLanguage } from '../../shell/link-language';
import { issued, issuedView } from './link.model';
import {
  correctedRequest,
  newParentTelling,
  newRequest,
  newTelling,
  requestList,
  requestView,
} from './request.model';

/** What other people than the victim are asked, by links of their own. */
@ApiTags('invitations')
@Controller('api/v1')
export class PersonRequestsController {
  constructor(
    private readonly requests: PersonRequestsService,
    private readonly languages: HerLanguage,
  ) {}

  @Post('investigations/:id/requests')
  @Operation({
    access: 'investigations',
    summary:
      'Make a link for another person than the victim, and record what they are asked: link and code are shown only now',
    status: 201,
    answer: issued,
    problems: [404],
  })
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newRequest }) { holder, days, language, ...request }: z.infer<typeof newRequest>,
  ): Promise<z.infer<typeof issued>> {
    const speaking = this.languages.speaking(language);
    const { link, ...made } = await this.requests.invite(by.id, id, { holder, days }, request);
    return issuedView({ ...made, link: speaking(link) });
  }

  @Get('invitations/:id/requests')
  @Operation({
    access: 'investigations',
    summary: 'What another person is asked, newest record first: the first one counts',
    answer: requestList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
  ): Promise<z.infer<typeof requestList>> {
    const { requests } = await this.requests.of(by.id, id);
    return { items: requests.map(requestView), seen: requestSeen(requests[0]) };
  }

  @Post('invitations/:id/requests')
  @Operation({
    access: 'investigations',
    summary:
      'Correct what another person is asked, or who they are, and say why: the record before stays, and they confirm the new one',
    status: 204,
    problems: [404, 409],
  })
  async correct(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: correctedRequest }) { seen, ...corrected }: z.infer<typeof correctedRequest>,
  ): Promise<void> {
    await this.requests.correct(by.id, id, corrected, seen);
  }

  @Post('invitations/:id/victim-notices')
  @Operation({
    access: 'investigations',
    summary:
      'Record that the victim had the written notice that was to be given later, or that it was not given after all',
    status: 204,
    problems: [404, 409],
  })
  async tell(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: newTelling }) telling: z.infer<typeof newTelling>,
  ): Promise<void> {
    await this.requests.tell(by.id, id, telling);
  }

  @Post('invitations/:id/parent-notices')
  @Operation({
    access: 'investigations',
    summary:
      'Record that a parent of the child for whom another adult agrees was told, or that a record of it does not hold',
    status: 204,
    problems: [404, 409],
  })
  async tellParent(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: newParentTelling }) telling: z.infer<typeof newParentTelling>,
  ): Promise<void> {
    await this.requests.tellParent(by.id, id, telling);
  }
}
