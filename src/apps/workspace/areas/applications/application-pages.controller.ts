import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { ApplicationsService } from '../../../../features/applications';
import type { Officer } from '../../../../features/identity';
import type { ApplicationId, InvestigationId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { submit, tickedIn, type InputOf } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { sendFile } from '../../shell/sending/send-file';
import { newVersion } from './application.model';
import { paperForm, PaperFormPage, savingForm } from './application-forms';
import { ApplicationPage } from './application-page';
import { ApplicationPapers } from './application-papers';

const after = ids.application.optional();

/** Applications for stalking protection orders. */
@Controller()
@AccessFor('footage')
export class ApplicationPagesController {
  constructor(
    private readonly page: ApplicationPage,
    private readonly applications: ApplicationsService,
    private readonly papers: ApplicationPapers,
  ) {}

  @Get('investigations/:id/applications')
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query('after', { schema: after }) start: ApplicationId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.list(response, by, id, start);
  }

  /** With nothing in it yet. */
  @Post('investigations/:id/applications')
  async begin(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    const application = await this.applications.begin(by.id, id, newVersion.parse({}));
    goTo(response, `/applications/${application}`);
  }

  @Get('applications/:id')
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Query('after', { schema: after }) start: ApplicationId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { after: start });
  }

  @Post('applications/:id/versions')
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(savingForm, body, (saving) => this.applications.save(by.id, id, saving));
    if (outcome.done) goTo(response, `/applications/${outcome.result}`);
    else {
      const typed = { versionForm: outcome.form, ticked: tickedIn(body, 'occasions') };
      await this.page.show(response, by, id, typed, outcome.status);
    }
  }

  /** Stills leave the service in it. */
  @Post('applications/:id/paper')
  @HttpCode(200)
  @StepUp(paperForm.schema)
  @UseFilters(PaperFormPage)
  async paper(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Body({ schema: paperForm.schema }) { reason }: InputOf<typeof paperForm>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes } = await this.papers.make(by, id, reason);
    sendFile(response, name, bytes);
  }
}
