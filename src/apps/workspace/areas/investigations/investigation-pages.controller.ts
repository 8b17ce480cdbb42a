import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { TriageService, type SentClip } from '../../../../features/evidence';
import { IdentityService, type Colleague, type Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import { NotFound } from '../../../../kernel/errors';
import type { ClipId, ExhibitId, InvestigationId, InvitationId, OfficerId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { FieldRefused, submit } from '../../shell/forms/form';
import { InvestigationViews } from './investigation-view';
import { memberForm } from '../../shell/people/team-choices';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/investigations/clips.njk': {
      readonly investigation: Investigation;
      readonly page: Paged<SentClip>;
      readonly waiting: boolean;
    };
  }
}

const exhibitsAfter = ids.exhibit.optional();
const invitationsAfter = ids.invitation.optional();
const membersAfter = ids.officer.optional();
const clipsAfter = ids.clip.optional();
/** The one that was decided just now, as the last that waited. */
const decided = ids.clip.optional();
const waitingOnly = z.literal('waiting').optional();
const CLIPS_PER_PAGE = 50;

@Controller('investigations')
@AccessFor('investigations')
export class InvestigationController {
  constructor(
    private readonly views: InvestigationViews,
    private readonly investigations: InvestigationsService,
    private readonly identity: IdentityService,
    private readonly triage: TriageService,
  ) {}

  @Get(':id')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('exhibits', { schema: exhibitsAfter }) exhibits: ExhibitId | undefined,
    @Query('invitations', { schema: invitationsAfter }) invitations: InvitationId | undefined,
    @Query('members', { schema: membersAfter }) members: OfficerId | undefined,
    @Query('last', { schema: decided }) lastId: ClipId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.views.of(by.id, id, { exhibits, invitations, members });
    const last = lastId && (await this.triage.clip(by.id, lastId));
    const title = view.investigation.urn;
    show(response, 'areas/investigations/investigation.njk', { title, ...view, last });
  }

  @Get(':id/clips')
  async clips(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: clipsAfter }) after: ClipId | undefined,
    @Query('show', { schema: waitingOnly }) shown: 'waiting' | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const waiting = shown !== undefined;
    const investigation = await this.investigations.get(by.id, id);
    const rows = await this.triage.list(by.id, id, waiting, CLIPS_PER_PAGE + 1, after);
    const place = { path: `/investigations/${id}/clips`, after, perPage: CLIPS_PER_PAGE };
    const page = pagedOf(rows, { ...place, query: { show: shown } }, (row) => row);
    show(response, 'areas/investigations/clips.njk', {
      title: waiting ? 'Clips to decide' : 'All clips',
      investigation,
      page,
      waiting,
    });
  }

  @Post(':id/members')
  async addMember(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const view = await this.views.of(by.id, id);
    const act = async ({ email }: { readonly email: string }): Promise<void> => {
      const added = await this.byEmail(email);
      await this.investigations.addMember(by.id, id, added.id);
    };
    const outcome = await submit(memberForm, body, act);
    if (outcome.done) {
      goTo(response, `/investigations/${id}#members`);
      return;
    }
    const context = {
      title: view.investigation.urn,
      ...view,
      memberForm: outcome.form,
    };
    show(response, 'areas/investigations/investigation.njk', context, outcome.status);
  }

  @Post(':id/members/:officerId/remove')
  async removeMember(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('officerId', { schema: ids.officer }) removed: OfficerId,
    @Res() response: Response,
  ): Promise<void> {
    await this.investigations.removeMember(by.id, id, removed);
    goTo(response, removed === by.id ? '/' : `/investigations/${id}#members`);
  }

  private async byEmail(email: string): Promise<Colleague> {
    return this.identity.officerByEmail(email).catch((error: unknown) => {
      throw error instanceof NotFound ? new FieldRefused('email', error.message) : error;
    });
  }
}
