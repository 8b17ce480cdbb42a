import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { PapersService, producingParagraph } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { DRAFT_MARK } from '../../../../kernel/draft-mark';
import type { ExhibitId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { sendFile } from '../../shell/sending/send-file';
import { labelBody, orderOf, producing, statementsBody } from './papers.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

@ApiTags('exhibits')
@Controller('api/v1')
export class ExhibitPapersController {
  constructor(private readonly papers: PapersService) {}

  @Post('investigations/:id/exhibit-labels')
  @Operation({
    access: 'investigations',
    summary: 'Labels to print, cut and sign',
    answer: { mediaType: 'application/pdf' },
    problems: [404],
  })
  async labels(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: labelBody }) body: z.infer<typeof labelBody>,
    @Res() response: Response,
  ): Promise<void> {
    sendFile(response, 'exhibit-labels.pdf', await this.papers.labels(by.id, id, orderOf(body)));
  }

  @Post('investigations/:id/exhibit-statements')
  @Operation({
    access: 'investigations',
    summary: 'Draft paragraphs for many exhibits (MG11), by the witness who produces them',
    answer: { mediaType: 'application/pdf' },
    problems: [404],
  })
  async statements(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: statementsBody }) { exhibits }: z.infer<typeof statementsBody>,
    @Res() response: Response,
  ): Promise<void> {
    sendFile(response, 'MG11-paragraphs.pdf', await this.papers.statements(by, id, exhibits));
  }

  @Get('exhibits/:id/statement')
  @Operation({
    access: 'investigations',
    summary: 'Draft paragraph by which a witness produces the exhibit',
    answer: producing,
    problems: [404],
  })
  async statement(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
  ): Promise<z.infer<typeof producing>> {
    const found = await this.papers.ofExhibit(by.id, id);
    const { reference, urn, producerName, size, sha256 } = found;
    return {
      id,
      reference,
      urn,
      producerName,
      size,
      sha256,
      mark: DRAFT_MARK,
      text: producingParagraph(found),
    };
  }

  @Get('exhibits/:id/statement/pdf')
  @Operation({
    access: 'investigations',
    summary: 'The same to print',
    answer: { mediaType: 'application/pdf' },
    problems: [404],
  })
  async pdf(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Res() response: Response,
  ): Promise<void> {
    const { exhibit, bytes } = await this.papers.statement(by, id);
    sendFile(response, `MG11-${exhibit.reference.replaceAll('/', '-')}.pdf`, bytes);
  }
}
