export {
  MESSAGE_CHANNELS,
  NotAccepted,
  PerhapsSent,
  type Accepted,
  type MessageChannel,
  type MessageDriver,
  type Obstacle,
} from './driver';
export { openMessageDriver } from './open-driver';
