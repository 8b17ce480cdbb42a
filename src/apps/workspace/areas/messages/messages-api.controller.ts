import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { MessagesService } from '../../../../features/messages';
import type { InvitationId, MessageId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { id as anyId, pageQuery, toPage, nothing } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { ask, kindQuery, messageList, messageView, preview, previewView } from './messages.model';
import { Operation } from '../../shell/api/operation';

const pages = pageQuery<MessageId>();
const created = z.strictObject({ id: anyId });

/** Messages to the victim, through the gate of safe contact. */
@ApiTags('messages')
@Controller('api/v1')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get('invitations/:id/messages')
  @Operation({
    access: 'investigations',
    summary: 'What was sent to the victim and what came of it, newest first',
    answer: messageList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Query({ schema: pages }) { limit, after }: z.infer<typeof pages>,
  ): Promise<z.infer<typeof messageList>> {
    return toPage(await this.messages.list(by.id, id, limit + 1, after), limit, messageView);
  }

  @Post('messages/:id/seen')
  @Operation({
    access: 'investigations',
    summary: 'Take a message that did not arrive off the list of what needs doing; the log keeps who looked',
    status: 204,
    problems: [404],
  })
  async seen(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.message }) id: MessageId,
    @Body({ schema: nothing }) _body: z.infer<typeof nothing>,
  ): Promise<void> {
    await this.messages.seen(by.id, id);
  }

  @Get('invitations/:id/messages/preview')
  @Operation({
    access: 'investigations',
    summary: 'The exact message, to whom it would go, and whether it may leave now',
    answer: preview,
    problems: [404],
  })
  async preview(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Query({ schema: kindQuery }) { kind }: z.infer<typeof kindQuery>,
  ): Promise<z.infer<typeof preview>> {
    return previewView(await this.messages.preview(by.id, id, kind));
  }

  @Post('invitations/:id/messages')
  @Operation({
    access: 'investigations',
    summary: 'Send the message that the preview showed; refused unless safe contact allows it now',
    status: 202,
    answer: created,
    problems: [404, 409],
  })
  async send(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.invitation }) id: InvitationId,
    @Body({ schema: ask }) body: z.infer<typeof ask>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.messages.send(by.id, id, body) };
  }
}
