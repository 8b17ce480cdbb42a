import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DecisionsService, SchedulesService, type ItemsOf } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { BundleId, ClipId, InvestigationId, ReviewId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { chosenOf, reviewForm, scheduleForm, verdictForm } from './disclosure-forms';
import { DisclosurePage } from './disclosure-page';
import { submit, tickedIn } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';

const itemsAfter = ids.clip.optional();
const bundlesAfter = ids.bundle.optional();
const reviewsAfter = ids.review.optional();

/** Deciding, reviewing and making forms. */
@Controller('investigations/:id/disclosure')
@AccessFor('disclosure')
export class DisclosureController {
  constructor(
    private readonly page: DisclosurePage,
    private readonly decisions: DecisionsService,
    private readonly schedules: SchedulesService,
  ) {}

  @Get()
  async home(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: itemsAfter }) after: ClipId | undefined,
    @Query('bundles', { schema: bundlesAfter }) bundles: BundleId | undefined,
    @Query('reviews', { schema: reviewsAfter }) reviews: ReviewId | undefined,
    @Query('show') which: unknown,
    @Query('of', { schema: chosenOf }) of: ItemsOf | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { after, bundles, reviews, all: which === 'all', of });
  }

  @Post('decisions')
  async decide(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(verdictForm, body, ({ items, known, review, matching, verdict }) =>
      matching === undefined
        ? this.decisions.decide(by.id, id, { items, known, review }, verdict)
        : this.decisions.decideAll(by.id, id, { ...matching, known, review }, verdict),
    );
    if (outcome.done) goTo(response, `/investigations/${id}/disclosure`);
    else {
      const { of } = outcome.form.values;
      const state = {
        ...{ decideForm: outcome.form, ticked: tickedIn(body, 'items') },
        all: outcome.form.values['all'] === undefined || outcome.form.values['show'] === 'all',
        of: chosenOf.safeParse(of).data,
      };
      await this.page.show(response, by, id, state, outcome.status);
    }
  }

  @Post('reviews')
  async review(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(reviewForm, body, (details) =>
      this.decisions.openReview(by.id, id, details),
    );
    if (outcome.done) goTo(response, `/investigations/${id}/disclosure`);
    else await this.page.show(response, by, id, { reviewForm: outcome.form }, outcome.status);
  }

  @Post('schedules')
  async make(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(scheduleForm, body, ({ form, ...signing }) =>
      this.schedules.make(by, id, form, signing),
    );
    if (outcome.done) goTo(response, `/schedules/${outcome.result}`);
    else await this.page.show(response, by, id, { scheduleForm: outcome.form }, outcome.status);
  }
}
