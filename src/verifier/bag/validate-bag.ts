import { readBagInfo } from './bag-info';
import { checkChecksums } from './checksums';
import { checkCompleteness } from './completeness';
import { Contents } from './contents';
import { readDeclaration } from './declaration';
import { checkFetch } from './fetch';
import { readManifests } from './manifest';
import { Findings, type BagReport } from './problem';
import type { BagReader, Digests } from './reader';
import { TagText } from './text';

/**
 * Decides whether a bag is valid under RFC 8493, sections 2 and 3. Reads nothing but what the reader lists, each file
 * once (tag files twice), and fetches nothing. Everything wrong is collected, not just the first.
 */
export async function validateBag(reader: BagReader, digests: Digests): Promise<BagReport> {
  const findings = new Findings();
  const contents = await Contents.of(reader);
  const encoding = await readDeclaration(reader, contents, findings);
  let info: BagReport['info'] = [];
  let verified = { files: 0, bytes: 0 };
  if (encoding !== undefined) {
    const text = new TagText(reader, findings, encoding);
    const manifests = await readManifests(text, contents, findings);
    checkCompleteness(manifests, contents, findings);
    info = await readBagInfo(text, contents, findings);
    await checkFetch(text, manifests, contents, findings);
    verified = await checkChecksums(digests, contents, manifests, findings);
  }
  const { problems, warnings } = findings;
  return { valid: problems.length === 0, problems, warnings, info, verified };
}
