import { LiveClient } from './live-client';

/** Lines of pg_hba.conf by which one of Lintel's roles gets in without a password, or by one that is sent or kept in a weak form. */
const LOOSE = `
  SELECT rule_number AS number, auth_method AS method FROM pg_hba_file_rules
   WHERE error IS NULL AND auth_method IN ('trust', 'password', 'md5')
     AND user_name && ARRAY['all', 'lintel_owner', 'lintel_intake', 'lintel_workspace', 'lintel_worker'] ORDER BY rule_number`;

export interface LooseSignIn {
  readonly number: number;
  readonly method: string;
}

/** As a superuser: nobody else is shown that file. */
export async function looseSignIns(adminUrl: string): Promise<LooseSignIn[]> {
  const client = new LiveClient({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<LooseSignIn>(LOOSE)).rows;
  } finally {
    await client.end();
  }
}
