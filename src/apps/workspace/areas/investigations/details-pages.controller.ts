import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import {
  detailsSeen,
  InvestigationsService,
  LinksService,
  type Investigation,
} from '../../../../features/investigations';
import type { InvestigationId, LinkId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { detailsTyped, newLink } from './investigation.model';
import { defineForm, emptyForm, isOlder, type FormState, submit } from '../../shell/forms/form';
import { InvestigationViews } from './investigation-view';
import { goTo, show } from '../../shell/layout/pages';
import { LEADER_LABELS, LEADER_REFUSALS, leaderChoices } from '../../shell/people/team-choices';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/investigations/details.njk': {
      readonly investigation: Investigation;
      readonly officers: readonly Choice[];
      readonly form: FormState;
      readonly seen: Seen;
      /** A colleague changed it after the page was made on which this was typed. */
      readonly isOlder: boolean;
    };
  }
}

const detailsForm = defineForm({
  id: 'details',
  schema: detailsTyped,
  labels: { ...LEADER_LABELS, offence: 'Offence', state: 'State', seen: '' },
  refusals: LEADER_REFUSALS,
});
const linkForm = defineForm({
  id: 'link',
  schema: newLink,
  labels: { urn: 'Crime reference (URN)', reason: 'Reason' },
  refusals: { 'nothing-to-link': 'urn', 'linked-already': 'urn' },
});

/** What an investigation is called, who leads it, whether it is open, and which others belong to it. */
@Controller('investigations/:id')
@AccessFor('investigations')
export class InvestigationDetailsController {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly links: LinksService,
    private readonly views: InvestigationViews,
  ) {}

  @Get('details')
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.form(response, by, id);
  }

  @Post('details')
  async change(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(detailsForm, body, ({ seen, ...given }) =>
      this.investigations.change(by.id, id, given, seen),
    );
    if (outcome.done) goTo(response, `/investigations/${id}`);
    else await this.form(response, by, id, outcome.form, outcome.status);
  }

  @Post('links')
  async link(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(linkForm, body, ({ urn, reason }) =>
      this.links.link(by.id, id, urn, reason),
    );
    if (outcome.done) {
      goTo(response, `/investigations/${id}#linked`);
      return;
    }
    const view = await this.views.of(by.id, id);
    const context = { title: view.investigation.urn, ...view, linkForm: outcome.form };
    show(response, 'areas/investigations/investigation.njk', context, outcome.status);
  }

  @Post('links/:linkId/remove')
  async unlink(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Param('linkId', { schema: ids.link }) link: LinkId,
    @Res() response: Response,
  ): Promise<void> {
    await this.links.unlink(by.id, id, link);
    goTo(response, `/investigations/${id}#linked`);
  }

  private async form(
    response: Response,
    by: Officer,
    id: InvestigationId,
    given?: FormState,
    status = 200,
  ): Promise<void> {
    const investigation = await this.investigations.get(by.id, id);
    const { offence, team, oicId, closedAt } = investigation;
    const form = given ?? emptyForm({ offence, team, oicId, state: closedAt === null ? 'open' : 'closed' });
    const members = await this.investigations.wholeTeam(by.id, id);
    const officers = leaderChoices(members);
    const seen = detailsSeen(investigation);
    const older = { seen, isOlder: isOlder(form, seen) };
    const context = { title: 'Change the details', investigation, officers, form, ...older };
    show(response, 'areas/investigations/details.njk', context, status);
  }
}
