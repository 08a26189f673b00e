import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(__dirname, '../../../test/fixtures');

/** The host that the certificate is for. */
export const TLS_HOST = 'app.sspi.test';

/** The certificate of the tests, with its key; test/fixtures/README.md says how it was made. */
export const PFX: Buffer = readFileSync(join(FIXTURES, `${TLS_HOST}.pfx`));
export const PASSPHRASE = 'test';

/** The same without its key. */
export const CERTIFICATE = new X509Certificate(readFileSync(join(FIXTURES, `${TLS_HOST}.crt`)));
