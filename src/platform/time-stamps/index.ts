export { isForTimeStamping, leadsTo, wasValid } from './certificate';
export { checkToken, tokenOf, type Expected } from './check-token';
export { timeStampRequest } from './request';
export { TokenRefused, type TimeStamp, type TokenFault } from './time-stamp';
