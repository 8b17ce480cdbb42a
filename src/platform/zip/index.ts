export {
  centralHeader,
  centralHeaderSize,
  dosTime,
  endRecords,
  endSize,
  localHeader,
  localHeaderSize,
} from './layout';
export { lockedZip, type LockedFile } from './locked';
