import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AccessService, ReasonNeeded } from '../../../features/evidence';
import type { Officer } from '../../../features/identity';
import type { ClipId, MarkerId, ViewingId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../access/access';
import { contentUrl } from '../api/footage.controller';
import { download, viewing } from '../api/models/clip';
import { ids } from '../api/models/ids';
import { OfficerSessions } from '../session/officer-sessions';
import { ClipPage } from './clip-page';
import { submit } from './form';
import { goTo } from './pages';

const notesAfter = ids.marker.optional();
const copyForm = download.extend({
  reason: z.string().trim().min(1, new ReasonNeeded().message).max(1_000),
});

/** Looking at a clip. A look is a POST, for it is logged; what it opens is then shown by a GET. */
@Controller('clips/:id')
@AccessFor('footage')
export class ClipController {
  constructor(
    private readonly page: ClipPage,
    private readonly access: AccessService,
    private readonly sessions: OfficerSessions,
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
  async watch(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: viewing }) { content }: z.infer<typeof viewing>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (content === 'original') this.sessions.requireConfirmed(request);
    const ticket = await this.access.open(by.id, id, content, 'view');
    goTo(response, `/clips/${id}/viewings/${ticket.id}#watch`);
  }

  @Post('downloads')
  @StepUp(copyForm)
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('download', copyForm, body, ({ content, reason }) =>
      this.access.open(by.id, id, content, 'download', reason),
    );
    if (outcome.done) goTo(response, contentUrl(outcome.result.id, 'download'));
    else await this.page.show(response, by, id, { downloadForm: outcome.form }, outcome.status);
  }
}
