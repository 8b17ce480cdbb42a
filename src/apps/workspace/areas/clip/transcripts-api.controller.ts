import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { TranscriptsService } from '../../../../features/transcripts';
import type { ClipId, TranscriptId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { sendFile } from '../../shell/sending/send-file';
import {
  checked,
  finishGiven,
  newTranscript,
  savedLines,
  saveGiven,
  transcriptGiven,
  transcriptList,
  transcriptOne,
  transcriptView,
  versionLine,
} from './transcript.model';

@ApiTags('watching')
@Controller('api/v1')
export class TranscriptsApiController {
  constructor(private readonly transcripts: TranscriptsService) {}

  @Get('clips/:id/transcripts')
  @Operation({
    access: 'footage',
    summary: 'Versions of what is said in a clip, as officers typed it, newest first',
    answer: transcriptList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof transcriptList>> {
    return { items: (await this.transcripts.headsOf(by.id, id)).map(versionLine) };
  }

  @Post('clips/:id/transcripts')
  @Operation({
    access: 'footage',
    summary: 'Begin a draft; after the first it goes on from the newest version, with a reason',
    status: 201,
    answer: transcriptGiven,
    problems: [404, 409],
  })
  async begin(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: newTranscript }) { reason }: z.infer<typeof newTranscript>,
  ): Promise<z.infer<typeof transcriptGiven>> {
    return { id: await this.transcripts.begin(by.id, id, reason) };
  }

  @Get('transcripts/:id')
  @Operation({
    access: 'footage',
    summary: 'One version with its lines',
    answer: transcriptOne,
    problems: [404],
  })
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
  ): Promise<z.infer<typeof transcriptOne>> {
    return transcriptView(await this.transcripts.one(by.id, id));
  }

  @Post('transcripts/:id/lines')
  @Operation({
    access: 'footage',
    summary:
      'Save a draft of one’s own, all its lines; what was saved elsewhere meanwhile is not written over',
    answer: saveGiven,
    problems: [404, 409],
  })
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body({ schema: savedLines }) body: z.infer<typeof savedLines>,
  ): Promise<z.infer<typeof saveGiven>> {
    const { revision, savedAt } = await this.transcripts.save(by.id, id, body);
    return { revision, savedAt: savedAt.toISOString() };
  }

  @Post('transcripts/:id/finish')
  @Operation({
    access: 'footage',
    summary: 'Save a draft and close it: it is never changed again, and the log has the hash of its lines',
    answer: finishGiven,
    problems: [404, 409],
  })
  async finish(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body({ schema: savedLines }) body: z.infer<typeof savedLines>,
  ): Promise<z.infer<typeof finishGiven>> {
    return { sha256: await this.transcripts.finish(by.id, id, body) };
  }

  @Post('transcripts/:id/check')
  @Operation({
    access: 'footage',
    summary: 'Say that one has checked it against the sound; another officer than its author',
    status: 204,
    problems: [404, 409],
  })
  async check(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body({ schema: checked }) { sha256 }: z.infer<typeof checked>,
  ): Promise<void> {
    await this.transcripts.check(by.id, id, sha256);
  }

  @Get('transcripts/:id/captions')
  @Operation({
    access: 'footage',
    summary: 'The finished lines as WebVTT, for the player: the bytes whose hash the log has',
    answer: { mediaType: 'text/vtt' },
    problems: [404, 409],
  })
  async captions(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.transcripts.captions(by.id, id);
    response.setHeader('Content-Type', 'text/vtt; charset=utf-8');
    response.end(text);
  }

  @Get('transcripts/:id/webvtt')
  @Operation({
    access: 'footage',
    summary: 'A finished version to take away as WebVTT, with a head; it is logged',
    answer: { mediaType: 'text/vtt' },
    problems: [404, 409],
  })
  async webVtt(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Res() response: Response,
  ): Promise<void> {
    const { name, text } = await this.transcripts.export(by.id, id, 'vtt');
    sendFile(response, name, Buffer.from(text));
  }

  @Get('transcripts/:id/text')
  @Operation({
    access: 'footage',
    summary: 'A finished version to take away as plain text, with a head; it is logged',
    answer: { mediaType: 'text/plain' },
    problems: [404, 409],
  })
  async text(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Res() response: Response,
  ): Promise<void> {
    const { name, text } = await this.transcripts.export(by.id, id, 'txt');
    sendFile(response, name, Buffer.from(text));
  }
}
