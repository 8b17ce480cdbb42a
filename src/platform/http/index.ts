export { Assets, type AssetFolder } from './assets';
export { createHttpApp, type HttpApp, type HttpAppOptions } from './boot';
export { contentDisposition } from './content-disposition';
export { formatBytes, formatDate, formatDateTime, formatDuration } from './format';
export { type FieldError, type Problem, ValidationFailed } from './problem';
export { type ErrorPage, wantsPage } from './problem.filter';
export { CrossSiteRequest } from './same-origin';
export {
  ObjectLengthMismatch,
  type SendableObject,
  sendObject,
  type SendOptions,
  type SendResult,
} from './send-object';
export { Views, type ViewOptions } from './views';
