import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { WorkService, type WorkKind } from '../../../../features/work';
import { AccessFor } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { workAfter, workKind } from './work.model';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { WORK_SECTIONS, workWords } from './work-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/home/work.njk': {
      readonly section: (typeof WORK_SECTIONS)[WorkKind];
      readonly page: Paged<ReturnType<typeof workWords>>;
    };
  }
}

@Controller('work')
@AccessFor('investigations')
export class WorkPagesController {
  constructor(private readonly work: WorkService) {}

  @Get(':kind')
  async list(
    @Param('kind', { schema: workKind }) kind: WorkKind,
    @Query('after', { schema: workAfter }) start: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const rows = await this.work.lines(kind, PAGE_DEFAULT + 1, start);
    const page = pagedOf(rows, { path: `/work/${kind}`, after: start }, workWords);
    const section = WORK_SECTIONS[kind];
    show(response, 'areas/home/work.njk', { title: section.title, section, page });
  }
}
