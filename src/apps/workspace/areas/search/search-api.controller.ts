import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { SearchService } from '../../../../features/search';
import { Operation } from '../../shell/api/operation';
import { searchAnswer, searchQuery, searchView, type SearchAnswer } from './search.model';

@ApiTags('work')
@Controller('api/v1/search')
export class SearchApiController {
  constructor(private readonly search: SearchService) {}

  @Get()
  @Operation({
    access: 'footage',
    summary:
      'Find by reference, file name, exhibit, producer, hash, or words of incidents, notes and transcripts; the first twenty of each kind',
    answer: searchAnswer,
  })
  async find(@Query({ schema: searchQuery }) { q }: z.infer<typeof searchQuery>): Promise<SearchAnswer> {
    return searchView(await this.search.find(q));
  }
}
