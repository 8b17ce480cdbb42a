import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { MessageDriver } from '../../platform/messages';
import { InvitationsModule } from '../invitations';
import { DeliveryService, MESSAGE_DRIVER } from './delivery.service';
import { MessageGate } from './message-gate';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';
import { MessageEntity } from './message.entity';

const entities = TypeOrmModule.forFeature([MessageEntity]);

/** The officers' side. */
@Module({
  imports: [entities, InvitationsModule],
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
      imports: [entities],
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
