import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { WordsService } from '../../../../features/transcripts';
import type { ClipId, TranscriptId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { saveGiven } from './transcript.model';
import { takenWords, wordProposals, wordProposalsView } from './words.model';

@ApiTags('watching')
@Controller('api/v1')
export class WordsApiController {
  constructor(private readonly words: WordsService) {}

  @Get('clips/:id/transcripts/proposals')
  @Operation({
    access: 'footage',
    summary: 'Words that a program of the force’s own proposes for a transcript',
    answer: wordProposals,
    problems: [404],
  })
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof wordProposals>> {
    return wordProposalsView(await this.words.ofClip(by.id, id));
  }

  @Post('clips/:id/transcripts/proposals')
  @Operation({
    access: 'footage',
    summary: 'Let that program listen, where there is one; asked twice, it listens once',
    status: 202,
    answer: wordProposals,
    problems: [404, 409],
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof wordProposals>> {
    await this.words.ask(by.id, id);
    return wordProposalsView(await this.words.ofClip(by.id, id));
  }

  @Post('transcripts/:id/proposals')
  @Operation({
    access: 'footage',
    summary:
      'Take proposed words into a draft of one’s own, as lines; the version says from then on that it began from them',
    answer: saveGiven,
    problems: [404, 409],
  })
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.transcript }) id: TranscriptId,
    @Body({ schema: takenWords }) { proposal, take }: z.infer<typeof takenWords>,
  ): Promise<z.infer<typeof saveGiven>> {
    const { revision, savedAt } = await this.words.take(by.id, id, proposal, take);
    return { revision, savedAt: savedAt.toISOString() };
  }
}
