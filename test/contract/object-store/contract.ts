import { erasingContract } from './contract.erasing';
import { incomingContract } from './contract.incoming';
import { promotionContract } from './contract.promotion';
import { processContract } from './contract.process';
import { tusContract } from './contract.tus';
import type { Driver } from './driver';

/** What every way to keep objects must do. `driver` is asked for inside the tests, when the store is up. */
export function objectStoreContract(driver: () => Driver): void {
  incomingContract(driver);
  tusContract(driver);
  promotionContract(driver);
  processContract(driver);
  erasingContract(driver);
}
