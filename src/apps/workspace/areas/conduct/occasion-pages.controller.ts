import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ConductService, following, occasionSeen, type OccasionChanges } from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import type { ClipId, IncidentId, OccasionDecisionId, OccasionId, PartId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { idOf, PAGE_DEFAULT } from '../../shell/inputs/common';
import { decisionForm } from './conduct.model';
import { ids } from '../../shell/inputs/ids';
import { decisionView, occasionView, partView } from './conduct-view';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/conduct/occasion.njk': {
      readonly investigation: Investigation;
      readonly occasion: ReturnType<typeof occasionView>;
      readonly changes: OccasionChanges;
      readonly parts: Paged<ReturnType<typeof partView>>;
      readonly decisions: Paged<ReturnType<typeof decisionView>>;
      readonly decideForm: FormState;
      readonly seen: Seen;
    };
  }
}

const after = idOf<ClipId | IncidentId>().optional();
const decisionsAfter = idOf<OccasionDecisionId>().optional();
const DECISIONS = 10;
const deciding = defineForm({
  id: 'decide',
  schema: decisionForm,
  labels: { counts: 'Does it count', breachOf: 'Breach', reason: 'Reason', seen: '' },
  refusals: { 'no-such-order': 'breachOf', 'not-in-force': 'breachOf' },
});

/** Where its two lists go on. */
interface Starts {
  readonly after?: ClipId | IncidentId | undefined;
  readonly decisions?: OccasionDecisionId | undefined;
}

/** One occasion: what belongs to it, and whether it counts. */
@Controller('occasions/:id')
@AccessFor('footage')
export class OccasionPagesController {
  constructor(
    private readonly conduct: ConductService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get()
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Query('after', { schema: after }) start: ClipId | IncidentId | undefined,
    @Query('decisions', { schema: decisionsAfter }) decisions: OccasionDecisionId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id, emptyForm(), 200, { after: start, decisions });
  }

  @Post('parts/:partId/removal')
  async remove(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Param('partId', { schema: ids.part }) part: PartId,
    @Res() response: Response,
  ): Promise<void> {
    await this.conduct.remove(by.id, id, part);
    goTo(response, `/occasions/${id}`);
  }

  @Post('decisions')
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.occasion }) id: OccasionId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(deciding, body, ({ seen, ...decision }) =>
      this.conduct.decide(by.id, id, decision, seen),
    );
    if (outcome.done) goTo(response, `/occasions/${id}`);
    else await this.show(response, by, id, outcome.form, outcome.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: OccasionId,
    decideForm: FormState,
    status: number,
    starts: Starts = {},
  ): Promise<void> {
    const { occasion, orders, changes } = await this.conduct.occasion(by.id, id);
    const decisions = await this.conduct.decisions(by.id, id, DECISIONS + 1, starts.decisions);
    const at = `/occasions/${id}`;
    const context = {
      title: `Occasion ${occasion.number}`,
      investigation: await this.investigations.get(by.id, occasion.investigationId),
      occasion: occasionView(occasion, orders),
      changes,
      seen: occasionSeen(occasion),
      parts: pagedOf(
        following(occasion.parts, PAGE_DEFAULT + 1, starts.after),
        { path: `${at}#parts`, after: starts.after },
        partView,
      ),
      decisions: pagedOf(
        decisions,
        { path: `${at}#decision`, after: starts.decisions, name: 'decisions', perPage: DECISIONS },
        (row) => decisionView(row, orders),
      ),
      decideForm,
      summary: decideForm.summary,
    };
    show(response, 'areas/conduct/occasion.njk', context, status);
  }
}
