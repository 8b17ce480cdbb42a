export { MemberAlready, OwnAccess } from './emergency.errors';
export { EmergencyModule } from './emergency.module';
export type { EmergencyAccess } from './emergency.repository';
export { EmergencyService } from './emergency.service';
