import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { isUuid, type ClipId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { readerOf } from '../../shell/history/history-view';
import { ids } from '../../shell/inputs/ids';
import { sendFile } from '../../shell/sending/send-file';
import { CustodyProofs } from './proofs';
import { CustodyPage } from './custody-page';
import type { InputOf } from '../../shell/forms/form';
import { goTo, show } from '../../shell/layout/pages';
import { proofForm, ProofFormPage } from './proof-form';

/** Who did what with an item, and the proof of it. */
@Controller()
export class CustodyPagesController {
  constructor(
    private readonly page: CustodyPage,
    private readonly proofs: CustodyProofs,
  ) {}

  @Get('clips/:id/custody')
  @AccessFor('custody')
  async history(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query() query: object,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { query });
  }

  /** A POST, for it works the processor: no robot and no prefetch may start it. */
  @Post('clips/:id/custody/check')
  @AccessFor('custody')
  async check(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Res() response: Response,
  ): Promise<void> {
    const verdict = await this.proofs.verify(readerOf(by), id);
    await this.page.show(response, by, id, { verdict });
  }

  /** Whoever comes back to the address of a check. */
  @Get('clips/:id/custody/check')
  @AccessFor('custody')
  back(@Param('id', { schema: ids.clip }) id: ClipId, @Res() response: Response): void {
    goTo(response, `/clips/${id}/custody`);
  }

  @Post('clips/:id/custody/proof')
  @AccessFor('custody')
  @StepUp(proofForm.schema)
  @UseFilters(ProofFormPage)
  async proof(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: proofForm.schema }) { reason }: InputOf<typeof proofForm>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes } = await this.proofs.archive(readerOf(by), id, reason);
    sendFile(response, name, bytes);
  }

  /** Auditors know a clip by its id alone. */
  @Get('custody')
  @AccessFor('audit')
  find(@Query('clip') clip: unknown, @Res() response: Response): void {
    const id = typeof clip === 'string' ? clip.trim().toLowerCase() : '';
    if (isUuid(id)) {
      goTo(response, `/clips/${id}/custody`);
      return;
    }
    const text = 'Enter the id of a clip, like 3f0c8a52-7d1e-4b6a-9a55-0c2f7d1e4b6a.';
    const form = {
      values: { clip: id },
      errors: { clip: { text } },
      summary: [{ text, href: '#find-clip' }],
    };
    show(response, 'areas/home/home-without-cases.njk', { title: 'Start', form }, 400);
  }
}
