import { Body, Controller, Get, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { IssuesService, type Issued, type BundleRow } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import { spokenCode } from '../../../../features/invitations';
import type { BundleId, IssueId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../../shell/access/access';
import { PAGE_DEFAULT, reasonBody } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import type { InputOf } from '../../shell/forms/form';
import { issueForm, IssueFormPage, renewForm, RenewFormPage } from './issue-forms';
import { IssuesPage } from './issues-page';
import { goTo, show } from '../../shell/layout/pages';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/bundles/issue-issued.njk': {
      readonly bundle: BundleRow;
      readonly recipient: string | undefined;
      readonly link: string;
      readonly code: string;
      readonly expiresAt: Date;
    };
  }
}

const after = ids.issue.optional();

/** To whom a bundle goes. Link and code are shown in the answer to the form itself, and never again. */
@Controller()
@AccessFor('disclosure')
export class IssuePagesController {
  constructor(
    private readonly issues: IssuesService,
    private readonly pages: IssuesPage,
  ) {}

  @Get('bundles/:id/issues')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query('after', { schema: after }) start: IssueId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.pages.show(response, by, { id, start });
  }

  @Post('bundles/:id/issues')
  @StepUp(issueForm.schema)
  @UseFilters(IssueFormPage)
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body({ schema: issueForm.schema }) input: InputOf<typeof issueForm>,
    @Res() response: Response,
  ): Promise<void> {
    await this.showIssued(by, id, await this.issues.issue(by.id, id, input), response);
  }

  @Post('bundles/:id/issues/:issue/renew')
  @StepUp(renewForm.schema)
  @UseFilters(RenewFormPage)
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Param('issue', { schema: ids.issue }) issue: IssueId,
    @Body({ schema: renewForm.schema }) { days }: InputOf<typeof renewForm>,
    @Res() response: Response,
  ): Promise<void> {
    await this.showIssued(by, id, await this.issues.renew(by.id, issue, days), response);
  }

  @Post('issues/:id/revoke')
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.issue }) id: IssueId,
    @Body({ schema: reasonBody }) { reason }: { reason: string },
    @Res() response: Response,
  ): Promise<void> {
    const { bundleId } = await this.issues.revoke(by.id, id, reason);
    goTo(response, `/bundles/${bundleId}/issues`);
  }

  /** The link and the code, the one time that they are shown, with whom they are for. */
  private async showIssued(by: Officer, id: BundleId, issued: Issued, response: Response): Promise<void> {
    const { bundle, issues } = await this.issues.list(by.id, id, PAGE_DEFAULT);
    const { link, code, expiresAt } = issued;
    const recipient = issues.find((issue) => issue.id === issued.id)?.recipientName;
    const context = {
      title: 'A link to the bundle',
      bundle,
      recipient,
      link,
      code: spokenCode(code),
      expiresAt,
    };
    show(response, 'areas/bundles/issue-issued.njk', context, 201);
  }
}
