import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { TriageService, type Exhibit } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { ListCopiesService } from '../../../../features/investigations';
import type { ExhibitId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { exhibit, exhibitPage, exhibitView } from '../../shell/clips/clip.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';
import { everyPage, sendCsv } from '../../shell/sending/send-csv';

const HEAD = [
  'Reference',
  'Description',
  'Producer',
  'SHA-256 of the original',
  'Registered (UTC)',
  'Clip (id)',
  'Id',
];
const cells = (row: Exhibit): string[] => [
  ...[row.reference, row.description, row.producerName, row.sha256],
  ...[row.registeredAt.toISOString(), row.clipId, row.id],
];

const query = pageQuery<ExhibitId>();

@ApiTags('exhibits')
@Controller('api/v1')
export class ExhibitsController {
  constructor(
    private readonly triage: TriageService,
    private readonly copies: ListCopiesService,
  ) {}

  @Get('investigations/:id/exhibits')
  @Operation({
    access: 'investigations',
    summary: 'Exhibits in the order of their references',
    answer: exhibitPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof exhibitPage>> {
    return toPage(await this.triage.listExhibits(by.id, id, limit + 1, after), limit, exhibitView);
  }

  @Get('investigations/:id/exhibits/csv')
  @Operation({
    access: 'investigations',
    summary: 'All exhibits as a table for a spreadsheet; it is logged',
    answer: { mediaType: 'text/csv' },
    problems: [404],
  })
  async csv(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.copies.log(by.id, id, 'exhibits');
    const pages = everyPage<Exhibit>((limit, after) => this.triage.listExhibits(by.id, id, limit, after));
    await sendCsv(response, 'exhibits.csv', HEAD, pages, cells);
  }

  @Get('exhibits/:id')
  @Operation({ access: 'investigations', summary: 'An exhibit', answer: exhibit, problems: [404] })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
  ): Promise<z.infer<typeof exhibit>> {
    return exhibitView(await this.triage.exhibit(by.id, id));
  }
}
