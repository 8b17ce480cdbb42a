import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { ApplicationsService } from '../../../../features/applications';
import type { Officer } from '../../../../features/identity';
import type { ApplicationId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { created, reasonBody, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { sendFile } from '../../shell/sending/send-file';
import {
  applicationAnswer,
  applicationPage,
  applicationQuery,
  applicationView,
  headView,
  newVersion,
} from './application.model';
import { ApplicationPapers } from './application-papers';

@ApiTags('course of conduct')
@Controller('api/v1')
export class ApplicationsController {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly papers: ApplicationPapers,
  ) {}

  @Get('investigations/:id/applications')
  @Operation({
    access: 'footage',
    summary: 'Applications for a stalking protection order, the newest first: of each its newest version',
    answer: applicationPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: applicationQuery }) { limit, after }: z.infer<typeof applicationQuery>,
  ): Promise<z.infer<typeof applicationPage>> {
    return toPage(await this.applications.list(by.id, id, limit + 1, after), limit, headView);
  }

  @Post('investigations/:id/applications')
  @Operation({
    access: 'footage',
    summary: 'Begin an application with its first version; what is not known yet is left out',
    status: 201,
    answer: created,
    problems: [404],
  })
  async begin(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: newVersion }) body: z.infer<typeof newVersion>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.applications.begin(by.id, id, body) };
  }

  @Get('applications/:id')
  @Operation({
    access: 'footage',
    summary: 'One version of an application, and what it still wants',
    answer: applicationAnswer,
    problems: [404],
  })
  async read(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
  ): Promise<z.infer<typeof applicationAnswer>> {
    return applicationView(await this.applications.one(by.id, id));
  }

  @Get('applications/:id/versions')
  @Operation({
    access: 'footage',
    summary: 'Versions of the same application, newest first',
    answer: applicationPage,
    problems: [404],
  })
  async versions(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Query({ schema: applicationQuery }) { limit, after }: z.infer<typeof applicationQuery>,
  ): Promise<z.infer<typeof applicationPage>> {
    return toPage(await this.applications.versions(by.id, id, limit + 1, after), limit, headView);
  }

  @Post('applications/:id/versions')
  @Operation({
    access: 'footage',
    summary: 'Save the next version, going on from the newest; earlier ones stay',
    status: 201,
    answer: created,
    problems: [404, 409],
  })
  async save(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Body({ schema: newVersion }) body: z.infer<typeof newVersion>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.applications.save(by.id, id, body) };
  }

  @Post('applications/:id/paper')
  @Operation({
    access: 'footage',
    stepUp: true,
    summary: 'Data, chronology with stills, exhibits, producing paragraphs and labels as one draft on paper',
    answer: { mediaType: 'application/pdf' },
    problems: [404, 409],
  })
  async paper(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.application }) id: ApplicationId,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes } = await this.papers.make(by, id, reason);
    sendFile(response, name, bytes);
  }
}
