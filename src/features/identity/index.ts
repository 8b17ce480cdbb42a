export { ROLES, initialsOf, type NewOfficer, type Officer, type Role } from './domain/officer';
export { PASSWORD_MAX, PASSWORD_MIN } from './domain/password';
export { may, PERMISSIONS, type Permission } from './domain/permission';
export { EmailTaken, SignInRefused, WeakPassword } from './identity.errors';
export { IdentityModule } from './identity.module';
export { IdentityService } from './identity.service';
