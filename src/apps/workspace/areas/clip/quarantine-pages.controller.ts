import { Body, Controller, Param, Post, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { QuarantineService } from '../../../../features/malware';
import type { ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import type { InputOf } from '../../shell/forms/form';
import { ids } from '../../shell/inputs/ids';
import { goTo } from '../../shell/layout/pages';
import { quarantineForm, QuarantineFormPage } from './quarantine-form';

/** The decision about an item in which malware was found. */
@Controller('clips/:id/quarantine')
@AccessFor('footage')
export class QuarantinePagesController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Post('end')
  @StepUp(quarantineForm.schema)
  @UseFilters(QuarantineFormPage)
  async end(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: quarantineForm.schema }) { reason }: InputOf<typeof quarantineForm>,
    @Res() response: Response,
  ): Promise<void> {
    await this.quarantine.end(by.id, id, reason);
    goTo(response, `/clips/${id}`);
  }
}
