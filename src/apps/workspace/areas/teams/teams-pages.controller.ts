import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentityService, type Officer } from '../../../../features/identity';
import { headingSeen, TeamsService, type Member, type Team } from '../../../../features/investigations';
import { NotFound } from '../../../../kernel/errors';
import type { InvestigationId, OfficerId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { assignmentTyped, teamQuery } from './team.model';
import { defineForm, emptyForm, FieldRefused, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { LEADER_LABELS, LEADER_REFUSALS, leaderChoices, memberForm } from '../../shell/people/team-choices';
import { ROLE_WORDS } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/teams/teams.njk': { readonly form: FormState };
    'areas/teams/team.njk': {
      readonly team: Team;
      readonly roleWords: typeof ROLE_WORDS;
      readonly members: Paged<Member>;
      readonly officers: readonly Choice[];
      readonly within: boolean;
      readonly memberForm: FormState;
      readonly assignForm: FormState;
      readonly seen: Seen;
    };
  }
}

const findForm = defineForm({
  id: 'team',
  schema: teamQuery,
  labels: { urn: 'Crime reference (URN)' },
});
const assignForm = defineForm({
  id: 'assign',
  schema: assignmentTyped,
  labels: { ...LEADER_LABELS, seen: '' },
  refusals: LEADER_REFUSALS,
});

type Forms = Partial<Record<'memberForm' | 'assignForm', FormState>>;

const membersAfter = ids.officer.optional();

const refusedAt =
  (field: string) =>
  (error: unknown): never => {
    throw error instanceof NotFound ? new FieldRefused(field, error.message) : error;
  };

/** Who works on what: a supervisor finds an investigation by its reference and sees its team, nothing else of it. */
@Controller('teams')
@AccessFor('supervision')
export class TeamPagesController {
  constructor(
    private readonly teams: TeamsService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  async find(@Query() query: Readonly<Record<string, unknown>>, @Res() response: Response): Promise<void> {
    const asked = query['urn'] !== undefined;
    const found = asked
      ? await submit(findForm, query, ({ urn }) => this.teams.byUrn(urn).catch(refusedAt('urn')))
      : undefined;
    if (found?.done === true) goTo(response, `/teams/${found.result.id}`);
    else
      show(
        response,
        'areas/teams/teams.njk',
        { title: 'Teams', form: found?.form ?? emptyForm() },
        found?.status,
      );
  }

  @Get(':id')
  async page(
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @CurrentOfficer() by: Officer,
    @Query('members', { schema: membersAfter }) after: OfficerId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, {}, 200, after);
  }

  @Post(':id/members')
  async add(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(memberForm, body, async ({ email }) => {
      const { id: added } = await this.identity.officerByEmail(email).catch(refusedAt('email'));
      await this.teams.add(by.id, id, added);
    });
    if (outcome.done) goTo(response, `/teams/${id}#members`);
    else await this.show(response, by, id, { memberForm: outcome.form }, outcome.status);
  }

  @Post(':id/members/:officerId/remove')
  async remove(
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('officerId', { schema: ids.officer }) removed: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    await this.teams.remove(id, removed);
    goTo(response, `/teams/${id}#members`);
  }

  @Post(':id/assignment')
  async assign(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(assignForm, body, ({ seen, ...wanted }) =>
      this.teams.assign(id, wanted, seen),
    );
    if (outcome.done) goTo(response, `/teams/${id}`);
    else await this.show(response, by, id, { assignForm: outcome.form }, outcome.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: InvestigationId,
    forms: Forms,
    status: number,
    after?: OfficerId,
  ): Promise<void> {
    const team = await this.teams.of(id);
    const rows = await this.teams.list(id, PAGE_DEFAULT + 1, after);
    const place = { path: `/teams/${id}#members`, after, name: 'members' };
    const all = {
      memberForm: emptyForm(),
      assignForm: emptyForm({ team: team.team, oicId: team.oicId }),
      ...forms,
    };
    const context = {
      title: `Team of ${team.urn}`,
      team,
      seen: headingSeen(team),
      roleWords: ROLE_WORDS,
      members: pagedOf(rows, place, (row) => row),
      officers: leaderChoices(await this.teams.whole(id)),
      within: await this.teams.isIn(by.id, id),
      ...all,
      summary: [...all.memberForm.summary, ...all.assignForm.summary],
    };
    show(response, 'areas/teams/team.njk', context, status);
  }
}
