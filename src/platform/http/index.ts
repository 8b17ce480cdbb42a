export { Assets } from './assets';
export { createHttpApp, type HttpApp } from './boot';
export { contentDisposition } from './content-disposition';
export { formatBytes, formatDate, formatDateTime, formatDuration } from './format';
export { BrokenUpload, receiveFiles } from './multipart';
export { type Problem, ValidationFailed } from './problem';
export { type ErrorPage, wantsPage } from './problem.filter';
export { ObjectDamaged, type SendableObject, sendObject, type SendResult } from './send-object';
export { Views } from './views';
