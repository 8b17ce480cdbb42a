export {
  MESSAGE_CHANNELS,
  NotAccepted,
  PerhapsSent,
  type Accepted,
  type MessageChannel,
  type MessageDriver,
} from './driver';
export { openMessageDriver } from './open-driver';
