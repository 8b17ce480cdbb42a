import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentityService, type Officer } from '../../../features/identity';
import { KINDS, MessagesService } from '../../../features/messages';
import type { InvitationId } from '../../../kernel/ids';
import { AccessFor, CurrentOfficer } from '../access/access';
import { ids } from '../api/models/ids';
import { ask } from '../api/models/messages';
import { emptyForm, submit, type FormState } from './form';
import { KIND_WORDS, MESSAGE_STATES, whyWords } from './message-words';
import { goTo, show } from './pages';

/** Shows what would be sent before it is, and what was. */
@Controller('invitations/:id/messages')
@AccessFor('investigations')
export class MessagePagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly identity: IdentityService,
  ) {}

  @Get()
  async look(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Res() response: Response,
  ): Promise<void> {
    await this.page(response, by, id, emptyForm());
  }

  @Post()
  async send(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const outcome = await submit('message', ask, body, (given) => this.messages.send(by.id, id, given), {
      'message-refused': '',
    });
    if (outcome.done) goTo(response, `/invitations/${id}/messages`);
    else await this.page(response, by, id, outcome.form, outcome.status);
  }

  private async page(
    response: Response,
    by: Officer,
    id: InvitationId,
    form: FormState,
    status = 200,
  ): Promise<void> {
    const previews = await Promise.all(KINDS.map((kind) => this.messages.preview(by.id, id, kind)));
    const sent = await this.messages.list(by.id, id);
    const names = await this.identity.names(sent.map(({ requestedBy }) => requestedBy));
    const context = {
      title: 'Messages to her',
      id,
      form,
      previews: previews.map((row) => ({ ...row, name: KIND_WORDS[row.kind], key: randomUUID() })),
      refusal: whyWords(previews[0]?.refusal ?? ''),
      never: previews[0]?.never,
      sent: sent.map((row) => ({
        ...row,
        name: KIND_WORDS[row.kind],
        who: names.get(row.requestedBy) ?? row.requestedBy,
        state: MESSAGE_STATES[row.state],
        why: whyWords(row.why),
      })),
    };
    show(response, 'messages.njk', context, status);
  }
}
