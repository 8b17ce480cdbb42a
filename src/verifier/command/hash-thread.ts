import { serveThread } from './thread';

serveThread();
