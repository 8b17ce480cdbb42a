import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ConductService } from '../../../features/conduct';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import type { OccasionId, PartId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { decisionForm } from '../api/models/conduct';
import { ids } from '../api/models/ids';
import { occasionView } from './conduct-view';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';

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
    @Res() response: Response,
  ): Promise<void> {
    await this.show(response, by, id);
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
    const outcome = await submit(
      'decide',
      decisionForm,
      body,
      (decision) => this.conduct.decide(by.id, id, decision),
      { 'no-such-order': 'breachOf', 'not-in-force': 'breachOf' },
    );
    if (outcome.done) goTo(response, `/occasions/${id}`);
    else await this.show(response, by, id, outcome.form, outcome.status);
  }

  private async show(
    response: Response,
    by: Officer,
    id: OccasionId,
    decideForm: FormState = emptyForm(),
    status = 200,
  ): Promise<void> {
    const { conduct, occasion } = await this.conduct.occasion(by.id, id);
    const context = {
      title: `Occasion ${occasion.number}`,
      investigation: await this.investigations.get(by.id, occasion.investigationId),
      occasion: occasionView(occasion, conduct.orders),
      decideForm,
      summary: decideForm.summary,
    };
    show(response, 'conduct/occasion.njk', context, status);
  }
}
