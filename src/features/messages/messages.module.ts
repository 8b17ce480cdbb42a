import { Module, type DynamicModule } from '@nestjs/common';
import type { MessageDriver } from '../../platform/messages';
import { InvitationsModule } from '../invitations';
import { DeliveryService, MESSAGE_DRIVER } from './delivery.service';
import { MessageGate } from './message-gate';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';

/** The officers' side. */
@Module({
  imports: [InvitationsModule],
  providers: [MessagesService, MessagesRepository, MessageGate],
  exports: [MessagesService],
})
export class MessagesModule {}

/** The worker's side. */
@Module({})
export class DeliveryModule {
  static with(driver: MessageDriver | undefined): DynamicModule {
    return {
      module: DeliveryModule,
      providers: [
        DeliveryService,
        MessagesRepository,
        MessageGate,
        { provide: MESSAGE_DRIVER, useValue: driver },
      ],
      exports: [DeliveryService],
    };
  }
}
