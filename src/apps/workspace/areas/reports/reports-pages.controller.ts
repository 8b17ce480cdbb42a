import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ReportsService, type Report, type ReportOpened } from '../../../../features/consent';
import type { ConcernId } from '../../../../kernel/ids';
import { AccessFor } from '../../shell/access/access';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { newStep } from './report.model';
import { CHANNELS_IN_WORDS, DAYS, KIND_WORDS, STATE_WORDS, STEP_CHOICES } from './report-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/reports/reports.njk': { readonly page: Paged<Report>; readonly words: typeof WORDS };
    'areas/reports/report.njk': {
      readonly report: ReportOpened;
      readonly form: FormState;
      readonly words: typeof WORDS;
    };
  }
}

const WORDS = { CHANNELS_IN_WORDS, DAYS, KIND_WORDS, STATE_WORDS, STEP_CHOICES };

const stepForm = defineForm({
  id: 'step',
  schema: newStep,
  labels: { step: 'What you did', words: 'In your words' },
});
const after = ids.concern.optional();

/** What victims report of pressure, for supervisors who never were on their case. */
@Controller('reports')
@AccessFor('supervision')
export class ReportsPagesController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  async list(
    @Query('after', { schema: after }) start: ConcernId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.reports.list(PAGE_DEFAULT + 1, start);
    const page = pagedOf(rows, { path: '/reports', after: start }, (row) => row);
    show(response, 'areas/reports/reports.njk', { title: 'Reports of pressure', page, words: WORDS });
  }

  @Get(':id')
  async open(@Param('id', { schema: ids.concern }) id: ConcernId, @Res() response: Response): Promise<void> {
    await this.page(response, id, emptyForm());
  }

  @Post(':id/steps')
  async handle(
    @Param('id', { schema: ids.concern }) id: ConcernId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(stepForm, body, ({ step, words }) => this.reports.handle(id, step, words));
    if (outcome.done) goTo(response, `/reports/${id}`);
    else await this.page(response, id, outcome.form, outcome.status);
  }

  private async page(response: Response, id: ConcernId, form: FormState, status = 200): Promise<void> {
    const report = await this.reports.open(id);
    const view = { title: 'Report', report, form, summary: form.summary, words: WORDS };
    show(response, 'areas/reports/report.njk', view, status);
  }
}
