export { httpTraces } from './http-traces';
export { isTracing, startTraces, traced, tracedWithin, traceParent } from './traces';
