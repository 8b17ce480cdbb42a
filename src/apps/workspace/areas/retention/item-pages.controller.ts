import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { DisposalsService, HoldsService, RetentionService } from '../../../../features/retention';
import type { ClipId, DisposalId, HoldId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { submit, type InputOf } from '../../shell/forms/form';
import {
  approveForm,
  ApproveFormPage,
  holdForm,
  keepForm,
  proposeForm,
  ProposeFormPage,
  refuseForm,
  stopForm,
} from './item-forms';
import { ItemRetentionPage, retentionPath } from './item-page';
import { goTo } from '../../shell/layout/pages';

const holdsAfter = ids.hold.optional();

/** Keeping and disposal of one item. */
@Controller()
@AccessFor('footage')
export class ItemRetentionController {
  constructor(
    private readonly pages: ItemRetentionPage,
    private readonly retention: RetentionService,
    private readonly holds: HoldsService,
    private readonly disposals: DisposalsService,
  ) {}

  @Get('clips/:id/retention')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query('holds', { schema: holdsAfter }) holds: HoldId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.show(response, by, id, {}, 200, holds);
  }

  @Post('clips/:id/holds')
  async hold(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(holdForm, body, ({ reason }) => this.holds.onItem(by.id, id, reason));
    if (done.done) goTo(response, `${retentionPath(id)}#holds`);
    else await this.pages.show(response, by, id, { holdForm: done.form }, done.status);
  }

  @Post('clips/:id/keep-reviews')
  async keep(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(keepForm, body, ({ until, reason }) =>
      this.retention.keep(by.id, id, until, reason),
    );
    if (done.done) goTo(response, retentionPath(id));
    else await this.pages.show(response, by, id, { keepForm: done.form }, done.status);
  }

  @Post('clips/:id/disposals')
  @StepUp(proposeForm.schema)
  @UseFilters(ProposeFormPage)
  async propose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: proposeForm.schema }) { reason }: InputOf<typeof proposeForm>,
    @Res() response: Response,
  ): Promise<void> {
    await this.disposals.propose(by.id, id, reason);
    goTo(response, `${retentionPath(id)}#disposal`);
  }

  @Post('disposals/:id/approval')
  @AccessFor('supervision')
  @StepUp(approveForm.schema)
  @UseFilters(ApproveFormPage)
  async approve(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body({ schema: approveForm.schema }) { reason }: InputOf<typeof approveForm>,
    @Res() response: Response,
  ): Promise<void> {
    const { clipId } = await this.disposals.approve(by.id, id, reason);
    goTo(response, `${retentionPath(clipId)}#disposal`);
  }

  @Post('disposals/:id/refusal')
  @AccessFor('supervision')
  async refuse(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(refuseForm, body, ({ reason }) => this.disposals.refuse(by.id, id, reason));
    if (done.done) goTo(response, `${retentionPath(done.result.clipId)}#disposal`);
    else await this.pages.ofDisposal(response, by, id, { refuseForm: done.form }, done.status);
  }

  @Post('disposals/:id/stop')
  async stop(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.disposal }) id: DisposalId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const done = await submit(stopForm, body, ({ reason }) => this.disposals.stop(by.id, id, reason));
    if (done.done) goTo(response, `${retentionPath(done.result.clipId)}#disposal`);
    else await this.pages.ofDisposal(response, by, id, { stopForm: done.form }, done.status);
  }
}
