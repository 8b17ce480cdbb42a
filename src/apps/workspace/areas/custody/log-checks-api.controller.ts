import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ChecksService } from '../../../../features/audit';
import type { Officer } from '../../../../features/identity';
import type { LogCheckId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { logCheck, logCheckList, logCheckView } from './custody.model';
import { nothing, created } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('custody')
@Controller('api/v1/custody/checks')
export class LogChecksController {
  constructor(private readonly checks: ChecksService) {}

  @Get()
  @Operation({ access: 'custody', summary: 'Checks of the whole log, newest first', answer: logCheckList })
  async list(): Promise<z.infer<typeof logCheckList>> {
    return { items: (await this.checks.list()).map(logCheckView) };
  }

  @Post()
  @Operation({
    access: 'custody',
    summary: 'Check the whole log as it lies in the database; gives the check that runs already, if one does',
    status: 201,
    answer: created,
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Body({ schema: nothing }) _body: unknown,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.checks.ask(by.id) };
  }

  @Get(':id')
  @Operation({
    access: 'custody',
    summary: 'A check of the whole log, and what the verifier said',
    answer: logCheck,
    problems: [404],
  })
  async get(@Param('id', { schema: ids.logCheck }) id: LogCheckId): Promise<z.infer<typeof logCheck>> {
    return logCheckView(await this.checks.get(id));
  }
}
