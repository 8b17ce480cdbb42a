import type { Contents } from './contents';
import { isPayloadManifest, isTagManifest, type Manifest } from './manifest';
import type { Findings } from './problem';

const of = (manifests: readonly Manifest[], kind: Manifest['kind']): Manifest[] =>
  manifests.filter((manifest) => manifest.kind === kind);

const sameMembers = (left: ReadonlySet<string>, right: ReadonlySet<string>): boolean =>
  left.size === right.size && [...left].every((member) => right.has(member));

function checkPayload(manifests: readonly Manifest[], contents: Contents, findings: Findings): void {
  if (!contents.tagFiles.some(isPayloadManifest)) {
    findings.problem(
      '2.1.3',
      'no-payload-manifest',
      'manifest-sha256.txt',
      'at least one payload manifest',
      'none',
    );
  }
  for (const { file, listed } of of(manifests, 'payload')) {
    for (const { path } of contents.payload) {
      if (!listed.has(path))
        findings.problem('3', 'unlisted-payload-file', path, `a line of ${file}`, 'none');
    }
  }
}

function checkTags(manifests: readonly Manifest[], contents: Contents, findings: Findings): void {
  const tagManifests = of(manifests, 'tag');
  for (const { file, listed } of tagManifests) {
    for (const path of contents.tagFiles) {
      if (listed.has(path) || isTagManifest(path)) continue;
      if (isPayloadManifest(path)) {
        findings.problem('2.2.1', 'unlisted-payload-manifest', path, `a line of ${file}`, 'none');
      } else findings.warning('2.2.1', 'unlisted-tag-file', path, `a line of ${file}`, 'none');
    }
  }
  const [first, ...others] = tagManifests;
  for (const { file, listed } of others) {
    if (first !== undefined && !sameMembers(first.listed, listed)) {
      findings.warning('2.2.1', 'different-tag-files', file, `the files of ${first.file}`, 'others');
    }
  }
}

/** Complete bags of RFC 8493 section 3, as far as the lists tell; missing files were named when they were read. */
export function checkCompleteness(
  manifests: readonly Manifest[],
  contents: Contents,
  findings: Findings,
): void {
  if (!contents.folders.has('data')) {
    findings.problem('2.1.2', 'no-payload-directory', 'data', 'a directory', 'none');
  }
  for (const path of contents.others) {
    findings.problem('5.1', 'not-a-file', path, 'a plain file or a directory', 'a link or something else');
  }
  checkPayload(manifests, contents, findings);
  checkTags(manifests, contents, findings);
}
