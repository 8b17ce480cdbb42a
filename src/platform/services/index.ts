export { whyAway } from './away';
export { refuseWhileAway, ServiceHealth, type Away } from './service-health';
