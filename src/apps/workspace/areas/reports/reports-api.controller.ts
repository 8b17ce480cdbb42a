import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ReportsService } from '../../../../features/consent';
import type { ConcernId } from '../../../../kernel/ids';
import { Operation } from '../../shell/api/operation';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { newStep, reportOpened, reportOpenedView, reportPage, reportView } from './report.model';

const query = pageQuery<ConcernId>();

/** What victims report, for supervisors who never were on their case. */
@ApiTags('reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get()
  @Operation({
    access: 'supervision',
    summary:
      'Reports of pressure and of stopping, newest first, of cases on which you never were and to which you gave no link',
    answer: reportPage,
  })
  async list(
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof reportPage>> {
    return toPage(await this.reports.list(limit + 1, after), limit, reportView);
  }

  @Get(':id')
  @Operation({
    access: 'supervision',
    summary: 'One report; its words, safe contact and steps once you have taken it up',
    answer: reportOpened,
    problems: [404],
  })
  async open(@Param('id', { schema: ids.concern }) id: ConcernId): Promise<z.infer<typeof reportOpened>> {
    const found = await this.reports.open(id);
    return reportOpenedView({ ...found, safeContact: found.safeContact ?? null });
  }

  @Post(':id/steps')
  @Operation({
    access: 'supervision',
    summary:
      'Say what you did about it: take it up first. “passed-on” tells the members your words, and nothing else of it',
    status: 204,
    problems: [404, 409],
  })
  async handle(
    @Param('id', { schema: ids.concern }) id: ConcernId,
    @Body({ schema: newStep }) { step, words }: z.infer<typeof newStep>,
  ): Promise<void> {
    await this.reports.handle(id, step, words);
  }
}
