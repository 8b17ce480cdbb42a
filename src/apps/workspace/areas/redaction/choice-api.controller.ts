import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RedactionChoicesService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { choiceAnswer, choiceAnswerView, newChoice } from './choice.model';

@ApiTags('redaction')
@Controller('api/v1')
export class RedactionChoiceApiController {
  constructor(private readonly choices: RedactionChoicesService) {}

  @Get('clips/:id/redaction-choice')
  @Operation({
    access: 'disclosure',
    summary:
      'How an item goes to the defence and the court: whole, as which redacted copy, or as which extract',
    answer: choiceAnswer,
    problems: [404],
  })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof choiceAnswer>> {
    return choiceAnswerView(await this.choices.of(by.id, id));
  }

  @Post('clips/:id/redaction-choice')
  @Operation({
    access: 'disclosure',
    summary: 'Choose how an item goes from now on; only an approved copy of today’s original can be chosen',
    status: 204,
    problems: [404, 409],
  })
  async choose(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: newChoice }) wanted: z.infer<typeof newChoice>,
  ): Promise<void> {
    await this.choices.choose(by.id, id, wanted);
  }
}
