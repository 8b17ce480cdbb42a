import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { TriageService } from '../../../../features/evidence';
import { SentFootageService, TimeChoiceService } from '../../../../features/footage';
import type { Officer } from '../../../../features/identity';
import { QuarantineService } from '../../../../features/malware';
import { SentSealsService } from '../../../../features/seals';
import type { ClipId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import {
  acceptance,
  accepted,
  clipPage,
  clipQuery,
  clipView,
  refusal,
  renditionList,
  renditionView,
} from '../../shell/clips/clip.model';
import { toPage } from '../../shell/inputs/common';
import { clipWithFootage, footageView } from './footage.model';
import { ids } from '../../shell/inputs/ids';
import { malwareView } from './malware.model';
import { sealView } from './seal.model';
import { chosenTimeView } from './times.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('clips')
@Controller('api/v1')
export class ClipsController {
  constructor(
    private readonly triage: TriageService,
    private readonly footage: SentFootageService,
    private readonly times: TimeChoiceService,
    private readonly seals: SentSealsService,
    private readonly quarantine: QuarantineService,
  ) {}

  @Get('investigations/:id/clips')
  @Operation({
    access: 'investigations',
    summary: 'Sent clips in the order of events; `untriaged=true` is the triage list',
    answer: clipPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: clipQuery }) { limit, after, untriaged }: z.infer<typeof clipQuery>,
  ): Promise<z.infer<typeof clipPage>> {
    return toPage(await this.triage.list(by.id, id, untriaged === 'true', limit + 1, after), limit, clipView);
  }

  @Get('clips/:id')
  @Operation({
    access: 'investigations',
    summary:
      'A sent clip, where it comes from, every time that it carries, the seal of its maker, and what the scan for malware found',
    answer: clipWithFootage,
    problems: [404],
  })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof clipWithFootage>> {
    const sent = await this.triage.clip(by.id, id);
    const clip = clipView(sent);
    const timeChoices = (await this.times.of(by.id, id)).map(chosenTimeView);
    const chosenTime = timeChoices[0] ?? null;
    const footage = footageView(await this.footage.of(by.id, id));
    const seal = await this.seals.of(id);
    const malware = malwareView(await this.quarantine.of(id), sent.derivedFrom !== null || sent.written);
    return {
      ...{ ...clip, ...footage, chosenTime, timeChoices, malware },
      seal: seal === undefined ? null : sealView(seal),
    };
  }

  @Get('clips/:id/renditions')
  @Operation({
    access: 'investigations',
    summary: 'Working copies with their recipes, or why there is none',
    answer: renditionList,
    problems: [404],
  })
  async renditions(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof renditionList>> {
    return { items: (await this.triage.clip(by.id, id)).renditions.map(renditionView) };
  }

  @Post('clips/:id/accept')
  @Operation({
    access: 'investigations',
    summary: 'Make the clip an exhibit with the next reference of its producer',
    status: 201,
    answer: accepted,
    problems: [404, 409],
  })
  async accept(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: acceptance }) body: z.infer<typeof acceptance>,
  ): Promise<z.infer<typeof accepted>> {
    const { id: exhibit, reference } = await this.triage.accept(by.id, id, body);
    return { id: exhibit, reference };
  }

  @Post('clips/:id/decline')
  @Operation({
    access: 'investigations',
    summary: 'Decline the clip; it stays as unused material',
    status: 204,
    problems: [404, 409],
  })
  async decline(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: refusal }) body: z.infer<typeof refusal>,
  ): Promise<void> {
    await this.triage.decline(by.id, id, body);
  }
}
