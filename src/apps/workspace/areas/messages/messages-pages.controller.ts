import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentityService, type Officer } from '../../../../features/identity';
import {
  KINDS,
  MessagesService,
  NOT_ARRIVED,
  type Message,
  type Preview,
} from '../../../../features/messages';
import type { InvitationId, MessageId } from '../../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../../shell/access/access';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { ask } from './messages.model';
import { defineForm, emptyForm, submit, type FormState } from '../../shell/forms/form';
import { KIND_WORDS, MESSAGE_STATES, whyWords } from './message-words';
import { goTo, show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/messages/messages.njk': {
      readonly id: InvitationId;
      readonly form: FormState;
      readonly previews: readonly ReturnType<typeof previewLine>[];
      readonly refusal: string;
      readonly never: string | undefined;
      readonly sent: Paged<ReturnType<typeof sentLine>>;
    };
  }
}

/** `key` is of the one form that sends it. */
const previewLine = (row: Preview) => ({ ...row, name: KIND_WORDS[row.kind], key: randomUUID() });

const sentLine = (row: Message, names: ReadonlyMap<string, string>) => ({
  ...row,
  name: KIND_WORDS[row.kind],
  who: names.get(row.requestedBy) ?? row.requestedBy,
  state: MESSAGE_STATES[row.state],
  why: whyWords(row.why),
  toSee: row.seenAt === null && NOT_ARRIVED.includes(row.state),
  seenByName: row.seenBy === null ? '' : (names.get(row.seenBy) ?? row.seenBy),
});

const sending = defineForm({
  id: 'message',
  schema: ask,
  labels: { kind: 'Message', record: 'Record of safe contact', key: 'Key of the form' },
});

/** Shows what would be sent before it is, and what was. */
@Controller()
@AccessFor('investigations')
export class MessagePagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly identity: IdentityService,
  ) {}

  @Get('invitations/:id/messages')
  async look(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Query('after', { schema: ids.message.optional() }) start: MessageId | undefined,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, by, id, emptyForm(), 200, start);
  }

  @Post('messages/:id/seen')
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.message }) id: MessageId,
    @Res() response: Response,
  ): Promise<void> {
    const { invitationId } = await this.messages.seen(by.id, id);
    goTo(response, `/invitations/${invitationId}/messages#sent`);
  }

  @Post('invitations/:id/messages')
  async send(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit(sending, body, (given) => this.messages.send(by.id, id, given));
    if (outcome.done) goTo(response, `/invitations/${id}/messages`);
    else await this.page(response, by, id, outcome.form, outcome.status);
  }

  private async page(
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
    start?: MessageId,
  ): Promise<void> {
    const previews = await Promise.all(KINDS.map((kind) => this.messages.preview(by.id, id, kind)));
    const rows = await this.messages.list(by.id, id, PAGE_DEFAULT + 1, start);
    const people = rows.flatMap(({ requestedBy, seenBy }) => [requestedBy, seenBy ?? requestedBy]);
    const names = await this.identity.names(people);
    const context = {
      title: 'Messages to the victim',
      id,
      form,
      previews: previews.map(previewLine),
      refusal: whyWords(previews[0]?.refusal ?? ''),
      never: previews[0]?.never,
      sent: pagedOf(rows, { path: `/invitations/${id}/messages#sent`, after: start }, (row) =>
        sentLine(row, names),
      ),
    };
    show(response, 'areas/messages/messages.njk', context, status);
  }
}
