import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { AuditService } from '../../../../features/audit';
import type { OfficerId } from '../../../../kernel/ids';
import { AuditDesk } from './audit-desk';
import {
  auditPage,
  auditQuery,
  auditView,
  found,
  named,
  searchFields,
  searchOf,
  trail,
  trailLine,
} from './audit.model';
import { toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly audits: AuditService,
    private readonly desk: AuditDesk,
  ) {}

  @Get('events')
  @Operation({
    access: 'audit',
    summary: 'The whole log, newest first, for auditors; each search is logged itself',
    answer: auditPage,
  })
  async events(
    @Query({ schema: auditQuery }) { limit, after, ...fields }: z.infer<typeof auditQuery>,
  ): Promise<z.infer<typeof auditPage>> {
    const rows = await this.audits.search(searchOf(fields), 'page', limit + 1, after);
    return toPage(rows, limit, auditView);
  }

  @Get('events/csv')
  @Operation({
    access: 'audit',
    summary: 'The same as a table for a spreadsheet, all pages at once',
    stepUp: true,
    answer: { mediaType: 'text/csv' },
  })
  async csv(
    @Query({ schema: searchFields }) fields: z.infer<typeof searchFields>,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.sendCsv(response, searchOf(fields));
  }

  @Post('lookups')
  @Operation({
    access: 'audit',
    summary: 'Ids of an officer, an investigation and an exhibit that are known by name',
    answer: found,
  })
  async lookup(@Body({ schema: named }) body: z.infer<typeof named>): Promise<z.infer<typeof found>> {
    const { investigation, clip } = await this.audits.resolve(body);
    const officer = body.email === '' ? undefined : await this.desk.byEmail(body.email);
    return { officer: officer?.id ?? null, investigation: investigation ?? null, clip: clip ?? null };
  }

  @Get('officers/:id')
  @Operation({
    access: 'audit',
    summary: 'How often an officer did what, over all investigations; logged itself',
    answer: trail,
    problems: [404],
  })
  async trail(@Param('id', { schema: ids.officer }) id: OfficerId): Promise<z.infer<typeof trail>> {
    const { displayName, role } = await this.desk.officer(id);
    await this.audits.search({ officer: id }, 'trail', 1);
    const kinds = (await this.audits.trail(id)).map(trailLine);
    const events = kinds.reduce((sum, { times }) => sum + times, 0);
    return { officer: { id, displayName, role }, events, kinds };
  }
}
