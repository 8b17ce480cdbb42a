import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  AxisService,
  ConductService,
  momentText,
  occasionNumbers,
  partText,
  sharedBy,
  standingOf,
  type Occasion,
} from '../../../../features/conduct';
import type { Officer } from '../../../../features/identity';
import { ListCopiesService } from '../../../../features/investigations';
import type { InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { sendCsv } from '../../shell/sending/send-csv';
import { seriesAnswer, seriesQuery, seriesView, type SeriesQuery } from './series.model';

const HEAD = ['Number', 'When', 'Begins (UTC)', 'Standing', 'Reason', 'Belongs to it', 'Recordings', 'Id'];

const sharedText = (row: Occasion): string =>
  sharedBy(row).length === 0 ? '' : `shares a recording with ${occasionNumbers(sharedBy(row))}`;
const cells = (row: Occasion): string[] => [
  ...[String(row.number), momentText(row.moment), row.moment?.start?.toISOString() ?? ''],
  ...[standingOf(row), row.decision?.reason ?? '', row.parts.map(partText).join('; ')],
  ...[sharedText(row), row.id],
];
@ApiTags('course of conduct')
@Controller('api/v1/investigations/:id')
export class SeriesController {
  constructor(
    private readonly axis: AxisService,
    private readonly conduct: ConductService,
    private readonly copies: ListCopiesService,
  ) {}

  @Get('occasions/csv')
  @Operation({
    access: 'footage',
    summary: 'All occasions as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'occasions');
    const { occasions } = await this.conduct.of(by.id, id);
    await sendCsv(response, 'occasions.csv', HEAD, [occasions], cells);
  }

  @Get('series')
  @Operation({
    access: 'footage',
    summary:
      'Clips and incidents on one axis of time, counted in at most sixty steps; the first fifty are listed',
    answer: seriesAnswer,
    problems: [404],
  })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: seriesQuery }) asked: SeriesQuery,
  ): Promise<z.infer<typeof seriesAnswer>> {
    return seriesView(await this.axis.of(by.id, id, asked));
  }
}
