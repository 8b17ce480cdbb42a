import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IdentityService, type Officer } from '../../../../features/identity';
import { TeamsService } from '../../../../features/investigations';
import type { InvestigationId, OfficerId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { memberView, memberQuery, memberPage, member } from '../../shell/people/people.model';
import { assignmentSent, team, teamQuery, teamView } from './team.model';
import { Operation } from '../../shell/api/operation';

/** Who works on what, for supervisors: also where they are no members themselves. */
@ApiTags('teams')
@Controller('api/v1/teams')
export class TeamsController {
  constructor(
    private readonly teams: TeamsService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  @Operation({
    access: 'supervision',
    summary: 'The team of the investigation with this crime reference, and nothing of what it is about',
    answer: team,
    problems: [404],
  })
  async find(
    @Query({ schema: teamQuery }) { urn }: z.infer<typeof teamQuery>,
  ): Promise<z.infer<typeof team>> {
    return teamView(await this.teams.byUrn(urn));
  }

  @Get(':id/members')
  @Operation({
    access: 'supervision',
    summary: 'Who works on an investigation, by name',
    answer: memberPage,
    problems: [404],
  })
  async members(
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: memberQuery }) { limit, after }: z.infer<typeof memberQuery>,
  ): Promise<z.infer<typeof memberPage>> {
    return toPage(await this.teams.list(id, limit + 1, after), limit, memberView);
  }

  @Post(':id/members')
  @Operation({
    access: 'supervision',
    summary: 'Give an officer access, but not oneself; again changes nothing',
    status: 204,
    problems: [404, 409],
  })
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: member }) { email }: z.infer<typeof member>,
  ): Promise<void> {
    await this.teams.add(by.id, id, (await this.identity.officerByEmail(email)).id);
  }

  @Delete(':id/members/:officerId')
  @Operation({
    access: 'supervision',
    summary: 'Take access away at once; again changes nothing',
    status: 204,
    problems: [404, 409],
  })
  async remove(
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('officerId', { schema: ids.officer }) removed: OfficerId,
  ): Promise<void> {
    await this.teams.remove(id, removed);
  }

  @Post(':id/assignment')
  @Operation({
    access: 'supervision',
    summary: 'Name the team and the officer in the case, who is one of the members',
    status: 204,
    problems: [404, 409],
  })
  async assign(
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: assignmentSent }) { seen, ...body }: z.infer<typeof assignmentSent>,
  ): Promise<void> {
    await this.teams.assign(id, body, seen);
  }
}
