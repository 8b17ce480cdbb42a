import { Module } from '@nestjs/common';
import { IdentityModule } from '../../../../features/identity';
import { MessagesModule } from '../../../../features/messages';
import { MessagesController } from './messages-api.controller';
import { MessagePagesController } from './messages-pages.controller';

@Module({
  imports: [IdentityModule, MessagesModule],
  controllers: [MessagesController, MessagePagesController],
})
export class MessagesArea {}
