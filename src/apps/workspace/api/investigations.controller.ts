import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdentityService, type Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { InvestigationId, OfficerId } from '../../../kernel/ids';
import { CurrentOfficer } from '../access/access';
import { pageQuery, toPage } from './models/common';
import { ids } from './models/ids';
import {
  created,
  investigationDetail,
  investigationPage,
  investigationView,
  memberView,
  newInvestigation,
} from './models/investigation';
import { member } from './models/officer';
import { Operation } from './operation';

const query = pageQuery<InvestigationId>();

@ApiTags('investigations')
@Controller('api/v1/investigations')
export class InvestigationsController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  @Operation({
    access: 'investigations',
    summary: 'Investigations of which the officer is a member, by reference',
    answer: investigationPage,
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof investigationPage>> {
    return toPage(await this.investigations.mine(by.id, limit + 1, after), limit, investigationView);
  }

  @Post()
  @Operation({
    access: 'investigations',
    summary: 'Open an investigation; the officer becomes officer in the case',
    status: 201,
    answer: created,
    problems: [409],
  })
  async open(
    @CurrentOfficer() by: Officer,
    @Body({ schema: newInvestigation }) body: z.infer<typeof newInvestigation>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.investigations.open(by.id, body) };
  }

  @Get(':id')
  @Operation({
    access: 'investigations',
    summary: 'An investigation and its members',
    answer: investigationDetail,
    problems: [404],
  })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof investigationDetail>> {
    const found = await this.investigations.get(by.id, id);
    return { ...investigationView(found), members: found.members.map(memberView) };
  }

  @Post(':id/members')
  @Operation({
    access: 'investigations',
    summary: 'Give an officer access; again changes nothing',
    status: 204,
    problems: [404],
  })
  async addMember(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: member }) body: z.infer<typeof member>,
  ): Promise<void> {
    await this.investigations.get(by.id, id);
    const added = await this.identity.officerByEmail(body.email);
    await this.investigations.addMember(by.id, id, added.id);
  }

  @Delete(':id/members/:officerId')
  @Operation({
    access: 'investigations',
    summary: 'Take access away at once; again changes nothing',
    status: 204,
    problems: [404, 409],
  })
  async removeMember(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('officerId', { schema: ids.officer }) removed: OfficerId,
  ): Promise<void> {
    await this.investigations.removeMember(by.id, id, removed);
  }
}
