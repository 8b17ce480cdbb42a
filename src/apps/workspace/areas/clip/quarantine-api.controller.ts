import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { QuarantineService } from '../../../../features/malware';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { ending } from './malware.model';

@ApiTags('clips')
@Controller('api/v1')
export class QuarantineApiController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Post('clips/:id/quarantine/end')
  @Operation({
    access: 'footage',
    stepUp: true,
    summary:
      'End the quarantine of an item in which malware was found, with a reason: its viewing copies are made, and bundles may hold it',
    status: 204,
    problems: [404, 409],
  })
  async end(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: ending }) { reason }: z.infer<typeof ending>,
  ): Promise<void> {
    await this.quarantine.end(by.id, id, reason);
  }
}
