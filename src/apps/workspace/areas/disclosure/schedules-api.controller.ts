import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  forAnybody,
  scheduleCsv,
  scheduleDocx,
  schedulePdf,
  SchedulesService,
  type MadeSchedule,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { InvestigationId, ScheduleId } from '../../../../kernel/ids';
import { contentDisposition } from '../../../../platform/http';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage, created } from '../../shell/inputs/common';
import {
  headView,
  schedule,
  scheduleBody,
  schedulePage,
  scheduleQuery,
  scheduleView,
} from './disclosure.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

@ApiTags('disclosure')
@Controller('api/v1')
export class DisclosureSchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Get('investigations/:id/schedules')
  @Operation({
    access: 'disclosure',
    summary: 'Forms that were made, newest first',
    answer: schedulePage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: scheduleQuery }) { limit, after }: z.infer<typeof scheduleQuery>,
  ): Promise<z.infer<typeof schedulePage>> {
    return toPage(await this.schedules.list(by.id, id, limit + 1, after), limit, headView);
  }

  @Post('investigations/:id/schedules')
  @Operation({
    access: 'disclosure',
    summary: 'Make a form from the decisions that stand: a draft to look at, or signed at once',
    status: 201,
    answer: created,
    problems: [404, 409],
  })
  async make(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: scheduleBody }) { form, ...signing }: z.infer<typeof scheduleBody>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.schedules.make(by, id, form, signing) };
  }

  @Get('schedules/:id')
  @Operation({ access: 'disclosure', summary: 'A form with its rows', answer: schedule, problems: [404] })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
  ): Promise<z.infer<typeof schedule>> {
    return scheduleView(await this.schedules.getAsItStands(by.id, id));
  }

  @Get('schedules/:id/pdf')
  @Operation({
    access: 'disclosure',
    summary: 'The form to print',
    answer: { mediaType: 'application/pdf' },
    problems: [404],
  })
  async pdf(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Res() response: Response,
  ): Promise<void> {
    const found = forAnybody(await this.schedules.getAsItStands(by.id, id));
    send(response, found, 'pdf', 'application/pdf', await schedulePdf(found));
  }

  @Get('schedules/:id/docx')
  @Operation({
    access: 'disclosure',
    summary: 'The form for a word processor (Office Open XML)',
    answer: { mediaType: DOCX },
    problems: [404],
  })
  async docx(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Res() response: Response,
  ): Promise<void> {
    const found = forAnybody(await this.schedules.getAsItStands(by.id, id));
    send(response, found, 'docx', DOCX, scheduleDocx(found));
  }

  @Get('schedules/:id/csv')
  @Operation({
    access: 'disclosure',
    summary: 'The form for a spreadsheet',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.schedule }) id: ScheduleId,
    @Res() response: Response,
  ): Promise<void> {
    const found = forAnybody(await this.schedules.getAsItStands(by.id, id));
    send(response, found, 'csv', 'text/csv; charset=utf-8', Buffer.from(scheduleCsv(found)));
  }
}

function send(
  response: Response,
  { form, version }: MadeSchedule,
  extension: string,
  contentType: string,
  bytes: Buffer,
): void {
  response.setHeader('Content-Type', contentType);
  response.setHeader(
    'Content-Disposition',
    contentDisposition('attachment', `${form}-version-${version}.${extension}`),
  );
  response.end(bytes);
}
