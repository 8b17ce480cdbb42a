import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { SearchService } from '../../../../features/search';
import { AccessFor } from '../../shell/access/access';
import { show } from '../../shell/layout/pages';
import { KIND_WORDS, KINDS, MOMENT_WORDS, searchLines, searchQuery, type FoundLine } from './search.model';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/search/search.njk': {
      readonly q: string;
      readonly found: number;
      readonly groups: readonly {
        readonly kind: string;
        readonly heading: string;
        readonly moment: string;
        readonly lines: readonly FoundLine[];
      }[];
      readonly more: boolean;
    };
  }
}

/** One search over all that an officer may see. */
@Controller('search')
@AccessFor('footage')
export class SearchPagesController {
  constructor(private readonly search: SearchService) {}

  @Get()
  async page(
    @Query({ schema: searchQuery }) { q }: z.infer<typeof searchQuery>,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.search.find(q);
    const items = searchLines(found);
    const groups = KINDS.map((kind) => ({
      kind,
      heading: KIND_WORDS[kind],
      moment: MOMENT_WORDS[kind],
      lines: items.filter((line) => line.kind === kind),
    })).filter(({ lines }) => lines.length > 0);
    const title = q.trim() === '' ? 'Search' : `Search for ${q.trim()}`;
    show(response, 'areas/search/search.njk', { title, q, found: items.length, groups, more: found.more });
  }
}
