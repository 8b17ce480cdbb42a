import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { IssuesService, RECIPIENT_WORDS, recipientsOf } from '../../../features/disclosure';
import type { Officer } from '../../../features/identity';
import { spokenCode } from '../../../features/invitations';
import type { BundleId, IssueId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { reasonBody } from '../api/models/disclosure';
import { ids } from '../api/models/ids';
import { issueBody } from '../api/models/issue';
import { emptyForm, submit, type FormState } from './form';
import { goTo, show } from './pages';

const DAYS = { days: '28' };
const FIELDS = {
  'wrong-recipient': 'recipientKind',
  'wrong-bundle-state': 'recipientKind',
  'cannot-replace': 'supersedes',
};

/** A form that leaves a choice open sends an empty text. */
const withoutEmpty = (body: unknown): unknown =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(
        Object.entries(body).filter(([name, value]) => name !== 'supersedes' || value !== ''),
      )
    : body;

/** To whom a bundle goes. Link and code are shown in the answer to the form itself, and never again. */
@Controller()
@AccessFor('disclosure')
export class IssuePagesController {
  constructor(private readonly issues: IssuesService) {}

  @Get('bundles/:id/issues')
  async page(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.list(by, id, emptyForm(DAYS), request, response);
  }

  @Post('bundles/:id/issues')
  async create(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const act = (input: Parameters<IssuesService['issue']>[2]) => this.issues.issue(by.id, id, input);
    const outcome = await submit('issue', issueBody, withoutEmpty(body), act, FIELDS);
    if (!outcome.done) {
      await this.list(by, id, outcome.form, request, response, outcome.status);
      return;
    }
    const { link, code, expiresAt } = outcome.result;
    const context = { title: 'A link to the bundle', back: id, link, code: spokenCode(code), expiresAt };
    show(request, response, 'issue-issued.njk', context, 201);
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

  private async list(
    by: Officer,
    id: BundleId,
    form: FormState,
    request: Request,
    response: Response,
    status = 200,
  ): Promise<void> {
    const { bundle, issues } = await this.issues.list(by.id, id);
    const kinds = recipientsOf(bundle.kind).map((value) => ({ value, text: RECIPIENT_WORDS[value] }));
    const rows = issues.map((issue) => ({ ...issue, kindWords: RECIPIENT_WORDS[issue.recipientKind] }));
    const context = {
      title: 'Give the bundle to a recipient',
      bundle,
      kinds,
      rows,
      form,
      summary: form.summary,
    };
    show(request, response, 'issues.njk', context, status);
  }
}
