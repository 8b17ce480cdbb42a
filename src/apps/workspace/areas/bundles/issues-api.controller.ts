import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { IssuesService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { BundleId, IssueId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { toPage, reasonBody } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { issueBody, issued, issuedView, issuePage, issueQuery, issueView, renewBody } from './issue.model';
import { Operation } from '../../shell/api/operation';

@ApiTags('disclosure')
@Controller('api/v1')
export class DisclosureIssuesController {
  constructor(private readonly issues: IssuesService) {}

  @Get('bundles/:id/issues')
  @Operation({
    access: 'disclosure',
    summary: 'To whom a bundle was given, newest first; neither link nor code can be read back',
    answer: issuePage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query({ schema: issueQuery }) { limit, after }: z.infer<typeof issueQuery>,
  ): Promise<z.infer<typeof issuePage>> {
    const { issues } = await this.issues.list(by.id, id, limit + 1, after);
    return toPage(issues, limit, issueView);
  }

  @Post('bundles/:id/issues')
  @Operation({
    access: 'disclosure',
    stepUp: true,
    summary: 'Give a sealed bundle to a recipient: the link and the code are shown only now',
    status: 201,
    answer: issued,
    problems: [404, 409],
  })
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body({ schema: issueBody }) body: z.infer<typeof issueBody>,
  ): Promise<z.infer<typeof issued>> {
    return issuedView(await this.issues.issue(by.id, id, body));
  }

  @Post('issues/:id/renew')
  @Operation({
    access: 'disclosure',
    stepUp: true,
    summary:
      'A new link and code for the same recipient, as after too many wrong codes; the earlier link ends',
    status: 201,
    answer: issued,
    problems: [404, 409],
  })
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.issue }) id: IssueId,
    @Body({ schema: renewBody }) { days }: z.infer<typeof renewBody>,
  ): Promise<z.infer<typeof issued>> {
    return issuedView(await this.issues.renew(by.id, id, days));
  }

  @Post('issues/:id/revoke')
  @Operation({
    access: 'disclosure',
    summary: 'End a recipient’s link, and a download that runs, at once; again changes nothing',
    status: 204,
    problems: [404],
  })
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.issue }) id: IssueId,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
  ): Promise<void> {
    await this.issues.revoke(by.id, id, reason);
  }
}
