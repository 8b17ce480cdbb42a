import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../features/identity';
import { WorkService, type WorkKind } from '../../../features/work';
import { AccessFor, CurrentOfficer } from '../access/access';
import { toPage } from '../api/models/common';
import { workAfter, workKind } from '../api/models/work';
import { show } from './pages';
import { WORK_SECTIONS, workWords } from './work-words';

const PER_PAGE = 50;

@Controller('work')
@AccessFor('investigations')
export class WorkPagesController {
  constructor(private readonly work: WorkService) {}

  @Get(':kind')
  async list(
    @CurrentOfficer() by: Officer,
    @Param('kind', { schema: workKind }) kind: WorkKind,
    @Query('after', { schema: workAfter }) start: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const page = toPage(await this.work.lines(by.id, kind, PER_PAGE + 1, start), PER_PAGE, workWords);
    const section = WORK_SECTIONS[kind];
    show(response, 'work.njk', { title: section.title, section, page, paged: start !== undefined });
  }
}
