export { NOT_ARRIVED, STATES, type State } from './domain/state';
export { DeliveryService } from './delivery.service';
export { REFUSALS, type Refusal } from './domain/gate';
export { KINDS, type Kind } from './domain/texts';
export { sendMessage } from './jobs/send-message';
export { DeliveryModule, MessagesModule } from './messages.module';
export type { Message } from './messages.repository';
export { MessagesService, type Preview } from './messages.service';
