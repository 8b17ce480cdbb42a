// Another's implementation of C2PA, by people who know nothing of this project: it seals and judges files for the tests.
// other-program.mjs seal FILE CERTIFICATES KEY | judge FILE   (CERTIFICATES: PEM, the signer's first; KEY: PKCS #8, PEM)
import { readFile, writeFile } from 'node:fs/promises';
import { X509Certificate } from '@peculiar/x509';
import { JPEG, PNG } from '@trustnxt/c2pa-ts/asset';
import { CoseAlgorithmIdentifier, LocalSigner } from '@trustnxt/c2pa-ts/cose';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { DataHashAssertion, ManifestStore } from '@trustnxt/c2pa-ts/manifest';

const [act, file, ...rest] = process.argv.slice(2);
const bytes = new Uint8Array(await readFile(file));
const asset = JPEG.canRead(bytes) ? new JPEG(bytes) : new PNG(bytes);
const blocks = (pem) => pem.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g);
const der = (pem) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

if (act === 'seal') {
  const [certificates, key] = await Promise.all(rest.map((path) => readFile(path, 'utf8')));
  const [own, ...others] = blocks(certificates).map((pem) => new X509Certificate(der(pem)));
  const signer = new LocalSigner(new Uint8Array(der(key)), CoseAlgorithmIdentifier.ES256, own, others);
  const store = new ManifestStore();
  const options = {
    assetFormat: 'image/jpeg',
    instanceID: 'xmp:iid:1',
    defaultHashAlgorithm: 'SHA-256',
    signer,
  };
  const manifest = store.createManifest(options);
  const binding = DataHashAssertion.create('SHA-256');
  manifest.addAssertion(binding);
  await asset.ensureManifestSpace(store.measureSize());
  await binding.updateWithAsset(asset);
  await manifest.sign(signer);
  await asset.writeManifestJUMBF(store.getBytes());
  await writeFile(file, asset.getDataRange ? await asset.getDataRange() : bytes);
} else {
  const result = await ManifestStore.read(SuperBox.fromBuffer(asset.getManifestJUMBF())).validate(asset);
  process.stdout.write(
    JSON.stringify({ valid: result.isValid, codes: result.statusEntries.map(({ code }) => code) }),
  );
}
