import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { BundleArchives, BundlesService, type BundleKind } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ApplicationId, BundleId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { archiveUrl } from './bundles-api.controller';
import { reasonBody } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { BundlePages } from './bundle-pages';
import { bundleCopyForm, BundleCopyFormPage, bundleForm, BundleFormPage, kindQuery } from './bundle-forms';
import { defineForm, submit, type InputOf } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';

const whole = ids.bundle.optional();
const version = ids.application.optional();
const revokeForm = defineForm({
  id: 'revoke',
  schema: reasonBody,
  labels: { reason: 'Reason' },
});

/** Bundles: preview, seal, take a copy, take back. */
@Controller()
@AccessFor('disclosure')
export class DisclosureBundlePagesController {
  constructor(
    private readonly pages: BundlePages,
    private readonly bundles: BundlesService,
    private readonly archives: BundleArchives,
  ) {}

  @Get('investigations/:id/bundles/preview')
  async preview(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('kind', { schema: kindQuery }) kind: BundleKind,
    @Query('supersedes', { schema: whole }) supersedes: BundleId | undefined,
    @Query('application', { schema: version }) application: ApplicationId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.preview(response, by, id, { kind, supersedes, application });
  }

  @Post('investigations/:id/bundles')
  @StepUp(bundleForm.schema)
  @UseFilters(BundleFormPage)
  async seal(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: bundleForm.schema }) wanted: InputOf<typeof bundleForm>,
    @Res() response: Response,
  ): Promise<void> {
    goTo(response, `/bundles/${await this.bundles.request(by.id, id, wanted)}`);
  }

  @Get('bundles/:id')
  async bundle(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.bundle(response, by, id);
  }

  @Post('bundles/:id/downloads')
  @StepUp(bundleCopyForm.schema)
  @UseFilters(BundleCopyFormPage)
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body({ schema: bundleCopyForm.schema }) { reason }: InputOf<typeof bundleCopyForm>,
    @Res() response: Response,
  ): Promise<void> {
    const copy = await this.archives.open(by.id, id, reason);
    goTo(response, archiveUrl(id, copy.id));
  }

  @Post('bundles/:id/revoke')
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(revokeForm, body, ({ reason }) => this.bundles.revoke(by.id, id, reason));
    if (outcome.done) goTo(response, `/bundles/${id}`);
    else await this.pages.bundle(response, by, id, { revokeForm: outcome.form }, outcome.status);
  }
}
