export { ReceiptProofsModule } from './receipt-proofs.module';
export { ReceiptProofsService } from './receipt-proofs.service';
