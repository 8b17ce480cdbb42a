import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { IssuesService, RECIPIENT_WORDS, recipientsOf, type Issued } from '../../../features/disclosure';
import type { Officer } from '../../../features/identity';
import { spokenCode } from '../../../features/invitations';
import type { BundleId, IssueId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer, StepUp } from '../access/access';
import { PAGE_DEFAULT } from '../api/models/common';
import { reasonBody } from '../api/models/disclosure';
import { ids } from '../api/models/ids';
import { issueBody, renewBody } from '../api/models/issue';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';
import { pagedOf } from './paging';

/** The bundle, and the link after which the page begins. */
interface Place {
  readonly id: BundleId;
  readonly start: IssueId | undefined;
}

const after = ids.issue.optional();
const DAYS = { days: '28' };
const FIELDS = {
  'wrong-recipient': 'recipientKind',
  'wrong-bundle-state': 'recipientKind',
  'cannot-replace': 'supersedes',
};

const RENEW_FIELDS = { 'wrong-bundle-state': 'days', 'cannot-replace': 'days' };

/** A form that leaves a choice open sends an empty text. */
const issueForm = issueBody.extend({
  supersedes: z.union([z.literal('').transform(() => undefined), issueBody.shape.supersedes]),
});

/** To whom a bundle goes. Link and code are shown in the answer to the form itself, and never again. */
@Controller()
@AccessFor('disclosure')
export class IssuePagesController {
  constructor(private readonly issues: IssuesService) {}

  @Get('bundles/:id/issues')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query('after', { schema: after }) start: IssueId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.list(by, { id, start }, emptyForm(DAYS), response);
  }

  @Post('bundles/:id/issues')
  @StepUp(issueForm)
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query('after', { schema: after }) start: IssueId | undefined,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = (input: Parameters<IssuesService['issue']>[2]) => this.issues.issue(by.id, id, input);
    const outcome = await submit('issue', issueForm, body, act, FIELDS);
    if (!outcome.done) {
      await this.list(by, { id, start }, outcome.form, response, outcome.status);
      return;
    }
    await this.showIssued(by, id, outcome.result, response);
  }

  @Post('bundles/:id/issues/:issue/renew')
  @StepUp(renewBody)
  async renew(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Param('issue', { schema: ids.issue }) issue: IssueId,
    @Query('after', { schema: after }) start: IssueId | undefined,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const act = ({ days }: { days: number }) => this.issues.renew(by.id, issue, days);
    const outcome = await submit(`renew-${issue}`, renewBody, body, act, RENEW_FIELDS);
    if (outcome.done) await this.showIssued(by, id, outcome.result, response);
    else {
      const { summary, ...form } = outcome.form;
      const renewing = { issue, ...form };
      await this.list(by, { id, start }, { ...emptyForm(DAYS), summary }, response, outcome.status, renewing);
    }
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
    show(response, 'issue-issued.njk', context, 201);
  }

  private async list(
    by: Officer,
    { id, start }: Place,
    form: FormState,
    response: Response,
    status = 200,
    renewing?: { readonly issue: IssueId } & Pick<FormState, 'values' | 'errors'>,
  ): Promise<void> {
    const { bundle, issues } = await this.issues.list(by.id, id, PAGE_DEFAULT + 1, start);
    const kinds = recipientsOf(bundle.kind).map((value) => ({ value, text: RECIPIENT_WORDS[value] }));
    const page = pagedOf(issues, { path: `/bundles/${id}/issues`, after: start }, (issue) => ({
      ...issue,
      kindWords: RECIPIENT_WORDS[issue.recipientKind],
    }));
    const context = {
      title: 'Give the bundle to a recipient',
      bundle,
      kinds,
      page,
      rows: page.items,
      here: start === undefined ? '' : `?after=${start}`,
      form,
      renewing,
      summary: form.summary,
    };
    show(response, 'issues.njk', context, status);
  }
}
