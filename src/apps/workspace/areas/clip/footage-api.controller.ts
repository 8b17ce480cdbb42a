import { Body, Controller, Get, Head, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { AccessService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, ViewingId } from '../../../../kernel/ids';
import { CurrentOfficer, StepUpFor } from '../../shell/access/access';
import { Footage } from '../../shell/clips/footage';
import { download, isCopy, viewing } from '../../shell/clips/clip.model';
import { ticket, ticketView } from '../../shell/clips/ticket.model';
import { frameTimes, frameTimesView } from './frames.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

/** The documented side of RFC 9110 ranges. */
const Ranges = (): MethodDecorator => (target, key, descriptor) => {
  ApiHeader({ name: 'Range', required: false, description: 'one range of bytes' })(target, key, descriptor);
  ApiHeader({ name: 'If-Range', required: false, description: 'the ETag' })(target, key, descriptor);
  ApiResponse({ status: 206, description: 'The part that was asked for' })(target, key, descriptor);
  ApiResponse({ status: 304, description: 'If-None-Match names this version' })(target, key, descriptor);
};

const content = (summary: string): Parameters<typeof Operation>[0] => ({
  access: 'footage',
  summary,
  answer: { mediaType: 'application/octet-stream' },
  problems: [404, 412, 416],
});

@ApiTags('footage')
@Controller('api/v1')
export class FootageController {
  constructor(
    private readonly access: AccessService,
    private readonly footage: Footage,
  ) {}

  @Post('clips/:id/viewings')
  @StepUpFor(viewing, isCopy)
  @Operation({
    access: 'footage',
    summary:
      'Open a viewing: logged once, however many ranges it takes; of the original only with a recent confirmation',
    status: 201,
    answer: ticket,
    problems: [404, 409],
  })
  async view(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: viewing }) body: z.infer<typeof viewing>,
  ): Promise<z.infer<typeof ticket>> {
    return ticketView(await this.access.open(by.id, id, body.content, 'view'));
  }

  @Post('clips/:id/downloads')
  @Operation({
    access: 'footage',
    stepUp: true,
    summary: 'Open a download, with a reason that becomes part of the record',
    status: 201,
    answer: ticket,
    problems: [404, 409],
  })
  async download(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: download }) body: z.infer<typeof download>,
  ): Promise<z.infer<typeof ticket>> {
    return ticketView(
      await this.access.open(by.id, id, body.content, 'download', {
        reason: body.reason,
        rendition: body.redaction,
      }),
    );
  }

  @Head('viewings/:id/content')
  @Operation(content('Size and version of a viewing'))
  viewingHead(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.send(by, id, 'view', request, response);
  }

  @Get('viewings/:id/content')
  @Ranges()
  @Operation(content('The bytes of a viewing'))
  viewingContent(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.send(by, id, 'view', request, response);
  }

  @Get('viewings/:id/frames')
  @Operation({
    access: 'footage',
    summary:
      'When each frame of an open viewing of the proxy is shown: part of the same look, not logged again',
    answer: frameTimes,
    problems: [404],
  })
  async frames(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
  ): Promise<z.infer<typeof frameTimes>> {
    return frameTimesView(await this.footage.frames(by, id));
  }

  @Get('viewings/:id/waveform')
  @Operation({
    access: 'footage',
    summary:
      'How loud the sound of an open viewing is, as a picture: part of the same look, not logged again',
    answer: { mediaType: 'image/png' },
    problems: [404],
  })
  waveform(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.waveform(by, id, request, response);
  }

  @Get('viewings/:id/line')
  @Operation({
    access: 'footage',
    summary:
      'A line that stays open and says `ended` (a server-sent event) when the officer may no longer look: the player then stops at once',
    answer: { mediaType: 'text/event-stream' },
    problems: [404],
  })
  line(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.untilEnded(by, id, request, response);
  }

  @Head('downloads/:id/content')
  @Operation(content('Size and version of a download'))
  downloadHead(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.send(by, id, 'download', request, response);
  }

  @Get('downloads/:id/content')
  @Ranges()
  @Operation(content('The bytes of a download'))
  downloadContent(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.viewing }) id: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.footage.send(by, id, 'download', request, response);
  }
}
