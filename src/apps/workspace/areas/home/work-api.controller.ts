import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CareService } from '../../../../features/consent';
import type { Officer } from '../../../../features/identity';
import { WorkService, type WorkKind } from '../../../../features/work';
import { CurrentOfficer } from '../../shell/access/access';
import { flagView } from '../../shell/flags/flag.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { workAtHand, workKind, workPage, workView } from './work.model';
import { Operation } from '../../shell/api/operation';

const query = pageQuery();
const AT_HAND = 10;

@ApiTags('work')
@Controller('api/v1/work')
export class WorkController {
  constructor(
    private readonly work: WorkService,
    private readonly care: CareService,
  ) {}

  @Get()
  @Operation({
    access: 'investigations',
    summary:
      'What needs doing in the officer’s own open investigations: flags, and the first ten of every kind',
    answer: workAtHand,
  })
  async atHand(@CurrentOfficer() by: Officer): Promise<z.infer<typeof workAtHand>> {
    const found = await this.work.atHand(AT_HAND + 1);
    const page = (kind: WorkKind) => toPage(found[kind], AT_HAND, workView);
    return {
      flags: (await this.care.flags(by.id)).map(flagView),
      messages: page('messages'),
      submissions: page('submissions'),
      failing: page('failing'),
      deletions: page('deletions'),
      checks: page('checks'),
      notices: page('notices'),
      parents: page('parents'),
      reviews: page('reviews'),
    };
  }

  @Get(':kind')
  @Operation({
    access: 'investigations',
    summary: 'All of one kind, what presses most first',
    answer: workPage,
  })
  async lines(
    @Param('kind', { schema: workKind }) kind: WorkKind,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof workPage>> {
    return toPage(await this.work.lines(kind, limit + 1, after), limit, workView);
  }
}
