import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdentityService, type Officer } from '../../../../features/identity';
import { InvestigationsService, LinksService } from '../../../../features/investigations';
import type { InvestigationId, LinkId, OfficerId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage, created } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  detailsSent,
  filterOf,
  investigation,
  investigationPage,
  investigationQuery,
  investigationView,
  linkList,
  linkView,
  newInvestigation,
  newLink,
} from './investigation.model';
import { memberView, memberQuery, memberPage, member } from '../../shell/people/people.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('investigations')
@Controller('api/v1/investigations')
export class InvestigationsController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly links: LinksService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  @Operation({
    access: 'investigations',
    summary: 'Investigations of which the officer is a member, by reference; searched and filtered',
    answer: investigationPage,
  })
  async list(
    @Query({ schema: investigationQuery }) { limit, after, ...filter }: z.infer<typeof investigationQuery>,
  ): Promise<z.infer<typeof investigationPage>> {
    const rows = await this.investigations.mine(filterOf(filter), limit + 1, after);
    return toPage(rows, limit, investigationView);
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
    @Body({ schema: newInvestigation }) body: z.infer<typeof newInvestigation>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.investigations.open(body) };
  }

  @Get(':id')
  @Operation({
    access: 'investigations',
    summary: 'An investigation',
    answer: investigation,
    problems: [404],
  })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof investigation>> {
    return investigationView(await this.investigations.get(by.id, id));
  }

  @Get(':id/members')
  @Operation({
    access: 'investigations',
    summary: 'Who works on an investigation, by name',
    answer: memberPage,
    problems: [404],
  })
  async members(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: memberQuery }) { limit, after }: z.infer<typeof memberQuery>,
  ): Promise<z.infer<typeof memberPage>> {
    return toPage(await this.investigations.team(by.id, id, limit + 1, after), limit, memberView);
  }

  @Post(':id/details')
  @Operation({
    access: 'investigations',
    summary: 'Change offence, team and officer in the case; close it or open it again',
    status: 204,
    problems: [404, 409],
  })
  async change(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: detailsSent }) { seen, ...body }: z.infer<typeof detailsSent>,
  ): Promise<void> {
    await this.investigations.change(by.id, id, body, seen);
  }

  @Get(':id/links')
  @Operation({
    access: 'investigations',
    summary: 'Linked investigations of which the officer is a member, too',
    answer: linkList,
    problems: [404],
  })
  async linked(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
  ): Promise<z.infer<typeof linkList>> {
    return { items: (await this.links.of(by.id, id)).map(linkView) };
  }

  @Post(':id/links')
  @Operation({
    access: 'investigations',
    summary: 'Link with another investigation, as for a repeat victim; the officer must be a member of both',
    status: 201,
    answer: created,
    problems: [404, 409],
  })
  async link(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newLink }) { urn, reason }: z.infer<typeof newLink>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.links.link(by.id, id, urn, reason) };
  }

  @Delete(':id/links/:linkId')
  @Operation({
    access: 'investigations',
    summary: 'Take a link away, from either side',
    status: 204,
    problems: [404],
  })
  async unlink(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('linkId', { schema: ids.link }) link: LinkId,
  ): Promise<void> {
    await this.links.unlink(by.id, id, link);
  }

  @Post(':id/members')
  @Operation({
    access: 'investigations',
    summary: 'Give an officer access; again changes nothing',
    status: 204,
    problems: [404, 409],
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
