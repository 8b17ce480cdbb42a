import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import {
  DOUBT_WORDS,
  WRITTEN_KIND_WORDS,
  WrittenService,
  type WrittenItem,
} from '../../../../features/written';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { ids } from '../../shell/inputs/ids';
import { show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/disclosure/written.njk': {
      readonly investigation: Investigation;
      readonly item: WrittenItem;
      readonly kind: string;
      readonly doubt: string | undefined;
    };
  }
}

/** A written item to read, for the members of its investigation: exactly what a recipient would read. */
@Controller('written/:id')
@AccessFor('investigations')
export class WrittenPagesController {
  constructor(
    private readonly written: WrittenService,
    private readonly investigations: InvestigationsService,
  ) {}

  @Get()
  async item(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    const item = await this.written.get(by.id, id);
    const investigation = await this.investigations.get(by.id, item.investigationId);
    show(response, 'areas/disclosure/written.njk', {
      title: item.title,
      ...{ investigation, item, kind: WRITTEN_KIND_WORDS[item.kind] },
      doubt: item.doubt === null ? undefined : DOUBT_WORDS[item.doubt],
    });
  }
}
