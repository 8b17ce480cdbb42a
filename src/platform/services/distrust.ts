/** What Node and OpenSSL say of a certificate of nobody whom this machine trusts, of another name, or past its end. */
const CODES =
  /^(ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|HOSTNAME_MISMATCH)$/;
/** Where a library hands on the words without the code. */
const WORDS =
  /certificate has expired|unable to verify the first cert|self[- ]signed cert|issuer cert|altnames/i;
const MOST_CAUSES = 8;

/** Whether a server was not believed because of its certificate: said of the error, or of what caused it. */
export function isDistrust(error: unknown): boolean {
  let each = error;
  for (let deep = 0; deep < MOST_CAUSES && each instanceof Error; deep += 1) {
    const { code, originalCode } = each as { code?: unknown; originalCode?: unknown };
    if ([code, originalCode].some((one) => typeof one === 'string' && CODES.test(one))) return true;
    if (WORDS.test(each.message)) return true;
    each = each.cause;
  }
  return false;
}

export const DISTRUSTED = 'shows a certificate of another name, or of no authority that this machine trusts';
export const TO_BE_TRUSTED =
  'call it by the name in its certificate, and let NODE_EXTRA_CA_CERTS name a file with the certificate of its authority';
