import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import {
  AccessService,
  CopiesHeld,
  NoRendition,
  NotYetMaster,
  QueueService,
} from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, InvestigationId, MarkerId, ViewingId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp, StepUpFor } from '../../shell/access/access';
import { contentUrl } from '../../shell/clips/footage';
import { isCopy, viewing } from '../../shell/clips/clip.model';
import { ids } from '../../shell/inputs/ids';
import { ClipPage } from './clip-page';
import { copyForm, CopyFormPage } from './copy-form';
import type { InputOf } from '../../shell/forms/form';
import { goTo } from '../../shell/layout/pages';

const notesAfter = ids.marker.optional();

/** Looking at a clip. A look is a POST, for it is logged; what it opens is then shown by a GET. */
@Controller('clips/:id')
@AccessFor('footage')
export class ClipController {
  constructor(
    private readonly page: ClipPage,
    private readonly access: AccessService,
  ) {}

  @Get()
  async clip(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query('notes', { schema: notesAfter }) notes: MarkerId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { notes });
  }

  @Get('viewings/:viewing')
  async watching(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Param('viewing', { schema: ids.viewing }) open: ViewingId,
    @Query('notes', { schema: notesAfter }) notes: MarkerId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page.show(response, by, id, { viewing: open, notes });
  }

  @Post('viewings')
  @StepUpFor(viewing, isCopy)
  async watch(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: viewing }) { content }: z.infer<typeof viewing>,
    @Res() response: Response,
  ): Promise<void> {
    const ticket = await this.access.open(by.id, id, content, 'view');
    goTo(response, `/clips/${id}/viewings/${ticket.id}#watch`);
  }

  @Post('downloads')
  @StepUp(copyForm.schema)
  @UseFilters(CopyFormPage)
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: copyForm.schema }) { content, reason, redaction }: InputOf<typeof copyForm>,
    @Res() response: Response,
  ): Promise<void> {
    const ticket = await this.access.open(by.id, id, content, 'download', { reason, rendition: redaction });
    goTo(response, contentUrl(ticket.id, 'download'));
  }
}

/** From a list to the first clip that waits for a decision, with its player open: one look. */
@Controller('investigations/:id/watch')
@AccessFor('footage')
export class WatchFirstController {
  constructor(
    private readonly queue: QueueService,
    private readonly access: AccessService,
  ) {}

  @Post()
  async first(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Res() response: Response,
  ): Promise<void> {
    const clip = await this.queue.first(by.id, id);
    if (clip === undefined) {
      goTo(response, `/investigations/${id}#triage`);
      return;
    }
    try {
      const { id: viewing } = await this.access.open(by.id, clip, 'proxy', 'view');
      goTo(response, `/clips/${clip}/viewings/${viewing}#watch`);
    } catch (error) {
      const isShown = [CopiesHeld, NoRendition, NotYetMaster].some((kind) => error instanceof kind);
      if (!isShown) throw error;
      goTo(response, `/clips/${clip}`);
    }
  }
}
