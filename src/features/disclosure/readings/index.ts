export { BundleReadingEntity } from './bundle-reading.entity';
export { BundleReadings, type BundleCheck } from './bundle-readings.service';
export { BundleRepairService } from './bundle-repair.service';
