/* Stands in for node:zlib when the page's script is made (scripts/verifier.mjs). */
import { crc32 } from './crc32';

export default { crc32 };
